import KaipanDocuments

/// The bytes of one execution: two that choose how to read, then the file.
public struct FuzzInput {
    /// Chooses the file's name or the way it is packed.
    public let variant: Int
    /// Chooses the encoding and the limit of depth.
    public let choice: Int
    /// The file.
    public let bytes: [UInt8]

    /// - Parameter data: what the fuzzer gives; nil where it is too short to choose anything.
    public init?(_ data: UnsafePointer<UInt8>?, _ count: Int) {
        guard let data, count >= 2 else { return nil }
        variant = Int(data[0])
        choice = Int(data[1])
        bytes = Array(UnsafeBufferPointer(start: data + 2, count: count - 2))
    }

    /// Every encoding and none, and a small or the usual limit of depth.
    public var options: ReadingOptions {
        var options = ReadingOptions()
        let encodings: [TextEncoding?] = [nil] + TextEncoding.allCases
        options.encoding = encodings[choice & 0x0F < encodings.count ? choice & 0x0F : 0]
        if choice & 0x80 != 0 { options.depthLimit = 1 + (choice >> 4) & 7 }
        return options
    }
}
