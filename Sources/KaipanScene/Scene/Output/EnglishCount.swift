/// Numbers with their English nouns.
public enum EnglishCount {
    /// `1 utterance`, `2 utterances`.
    ///
    /// - Parameter plural: where it is not the noun with an s.
    public static func of(_ count: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}
