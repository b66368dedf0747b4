import ArgumentParser
import Foundation
import KaipanArchive
import KaipanText
import KaipanTimeStamps

/// `kaipan archive timestamp`: has the newest checkpoint stamped by an authority outside.
struct ArchiveTimestampCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timestamp",
        abstract: "Has a time-stamp authority (RFC 3161) stamp the newest checkpoint; lists or exports the stamps. 可信时间戳。")

    @OptionGroup var options: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("The authority's address; without one the stamps are listed. 时间戳服务地址。", valueName: "url"))
    var tsa: String?

    @Option(name: .customLong("tsa-roots"), help: ArgumentHelp("The authority's root certificates in PEM. 受信任的根证书。", valueName: "file"))
    var roots: String?

    @Option(name: .long, help: ArgumentHelp("The digest: SHA-256, SHA-384 or SHA-512. 摘要算法。", valueName: "name"))
    var digest = TimeStampHash.sha256

    @Flag(name: .long, help: "Stamp the newest stamp again, before its key or digest ages. 为最新的时间戳续期。")
    var renew = false

    @Option(name: .long, help: ArgumentHelp("Go on, and stamp whenever the log has grown; this many seconds between two looks. 定时。", valueName: "seconds"))
    var every: Int?

    @Option(name: .long, help: ArgumentHelp("Write every stamp with what OpenSSL needs to verify it. 导出时间戳。", valueName: "folder"))
    var export: String?

    func validate() throws {
        if let every, every < 1 { throw ValidationError(zh: "--every 至少为 1", en: "--every must be at least 1") }
        if every != nil, tsa == nil || renew { throw ValidationError(zh: "--every 须与 --tsa 同用，且不与 --renew 同用", en: "--every goes with --tsa URL, and without --renew") }
        if renew, tsa == nil { throw ValidationError(zh: "--renew 须与 --tsa 同用", en: "--renew goes with --tsa URL") }
        if export != nil, tsa != nil { throw ValidationError(zh: "--export 与 --tsa 只能用一个", en: "--export and --tsa exclude each other") }
    }

    func run() async throws {
        try await options.run {
            if let export {
                for command in try options.open().exportTimeStamps(to: export) { Console.out("\(command)\n") }
                return
            }
            let trust = try TrustedRoots.read(roots)
            guard let tsa else { return try await list(trust) }
            let client = try TimeStampClient(tsa)
            let (archive, member) = try options.openAnchoring()
            guard let every else {
                let (stamp, proof) = renew
                    ? try await archive.renewTimeStamp(by: client, trusting: trust, hash: digest, as: member)
                    : try await archive.timeStamp(by: client, trusting: trust, hash: digest, as: member)
                return say(stamp, proof)
            }
            while true {
                // What fails now may go well the next time: an authority that is away, a database that is locked.
                do {
                    if try archive.hasGrownSinceTimeStamp() {
                        let (stamp, proof) = try await archive.timeStamp(by: client, trusting: trust, hash: digest, as: member)
                        say(stamp, proof)
                    }
                } catch { Console.error("\(Timestamp.now().inChina) \(ArchiveProblem.message(error)[options.spoken])") }
                try await Task.sleep(for: .seconds(every))
            }
        }
    }

    private func list(_ trust: TimeStampTrust?) async throws {
        let findings = try await options.open().verifyTimeStamps(trusting: trust)
        if findings.isEmpty { options.say("还没有时间戳", "there are no time stamps") }
        for finding in findings { Console.out(ArchiveAnchors.line(finding, options.spoken)) }
        if findings.contains(where: { if case .failure = $0.result { true } else { false } }) { throw ExitCode(1) }
    }

    private func say(_ stamp: StoredTimeStamp, _ proof: TimeStampProof) {
        Console.out(ArchiveAnchors.line(TimeStampFinding(stamp: stamp, result: .success(proof)), options.spoken))
    }
}

extension TimeStampHash: ExpressibleByArgument {}
