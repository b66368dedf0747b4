import Foundation
import KaipanText
import KaipanTimeStamps

extension Archive {
    /// Writes every time stamp with what it is of, so that anybody verifies it with OpenSSL.
    ///
    /// `<position>.tsr` is the answer of the authority, `<size>-<epoch>.checkpoint` a signed note, `<position>.tst` a token that was renewed,
    /// and `VERIFY.txt` the commands.
    ///
    /// - Parameter folder: created where it is missing; files of the same names are overwritten.
    /// - Returns: the commands, one a time stamp.
    /// - Throws: `ArchiveError.damaged`, `.store`; `TimeStampError` where a token cannot be read.
    @discardableResult
    public func exportTimeStamps(to folder: String) throws -> [String] {
        var commands: [String] = []
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let stamps = try timeStamps()
            for stamp in stamps {
                let token = try TimeStampToken(stamp.token)
                let data: String
                if let renewed = stamp.renewed, let old = stamps.first(where: { $0.id == renewed }) {
                    data = "\(old.position).tst"
                } else {
                    data = "\(stamp.size)-\(stamp.epoch).checkpoint"
                }
                try Data(stamped(by: stamp)).write(to: URL(fileURLWithPath: "\(folder)/\(data)"))
                try Data(token.response).write(to: URL(fileURLWithPath: "\(folder)/\(stamp.position).tsr"))
                // Without the time OpenSSL asks whether the certificates are valid today.
                commands.append(
                    "openssl ts -verify -data \(data) -in \(stamp.position).tsr -CAfile roots.pem -attime \(token.info.time.milliseconds / 1000)")
            }
            let text = """
                # 每行验证一个时间戳；roots.pem 是出具机构的根证书（缺中间证书时另加 -untrusted FILE）。
                # Each line verifies one time stamp; roots.pem holds the authority's root (add -untrusted FILE where intermediates are missing).

                """
            try Data((text + commands.map { $0 + "\n" }.joined()).utf8).write(to: URL(fileURLWithPath: "\(folder)/VERIFY.txt"))
        } catch let error as CocoaError { throw ArchiveError.store(reason: "\(folder): \(error.localizedDescription)") }
        return commands
    }
}
