import KaipanLog

extension Citation {
    /// Where the words stand, and the words.
    public var json: CanonicalJSON {
        var object: CanonicalObject = [
            "source": source.json, "characters": .array([.integer(Int64(characters.lowerBound)), .integer(Int64(characters.upperBound))]), "text": .string(text),
        ]
        object["time"] = time.map { .string($0.description) }
        object["start"] = start.map { .integer($0) }
        return .object(object)
    }
}
