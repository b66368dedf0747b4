import KaipanText

/// Reads coordinates in degrees.
enum CoordinateReader {
    /// The place that a list of numbers tells, longitude and latitude in turns; of a line or several points their mean.
    static func coordinate(in bytes: UnsafeBufferPointer<UInt8>) -> Coordinate? {
        let numbers = numbers(in: bytes)
        guard numbers.count >= 2 else { return nil }
        let points = numbers.count / 2
        var sum = (longitude: 0.0, latitude: 0.0)
        for point in 0..<points {
            sum.longitude += numbers[point * 2]
            sum.latitude += numbers[point * 2 + 1]
        }
        return coordinate(longitude: sum.longitude / Double(points), latitude: sum.latitude / Double(points))
    }

    /// The place of two values; nil where they are none in degrees, or 0, 0, which registers write for unknown.
    ///
    /// Exports differ in which comes first, and no place of China lies north of 60° and west of 60° E.
    static func coordinate(longitude: Double, latitude: Double) -> Coordinate? {
        guard longitude != 0 || latitude != 0 else { return nil }
        if abs(latitude) > 90 || latitude > 60 && (0..<60).contains(longitude) {
            return Coordinate(longitude: latitude, latitude: longitude)
        }
        return Coordinate(longitude: longitude, latitude: latitude)
    }

    /// The decimal numbers of a text.
    static func numbers(in bytes: UnsafeBufferPointer<UInt8>) -> [Double] {
        var numbers: [Double] = []
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, isNumeric(bytes[index]) { index += 1 }
            if index > start, let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)) { numbers.append(value) }
            index += 1
        }
        return numbers
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        ByteText.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }
}
