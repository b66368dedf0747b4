/// Where bytes stop being UTF-8.
enum UTF8Text {
    /// How many bytes from the start are well-formed UTF-8.
    static func validPrefix(of bytes: some Collection<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            length += UTF8.width(scalar)
        }
        return length
    }
}
