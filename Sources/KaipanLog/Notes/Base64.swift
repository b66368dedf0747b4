import Foundation

/// Base64 of RFC 4648, section 4, in its one canonical spelling.
enum Base64 {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// - Returns: nil for anything that `encode` does not write: without padding, with stray characters, or with bits set behind the
    ///   last byte (Foundation's reader lets those pass, and then two spellings would stand for one signature).
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let given = Data(text)
        guard let bytes = Data(base64Encoded: given), bytes.base64EncodedData() == given else { return nil }
        return Array(bytes)
    }
}
