import KaipanArchive
import KaipanChecks
import KaipanRules
import KaipanText

extension SceneParts {
    /// All parts: promises by the rules, the scripts in force, the acknowledgements as recorded, and the redaction of a customer's copy.
    ///
    /// - Parameters:
    ///   - archive: has what people decided on promises, and the gaps of recordings.
    ///   - end: only entries before this position count, which is what was known then.
    ///   - language: of what takes the place of redacted words.
    public static func standard(
        _ archive: Archive, before end: Int64 = .max, rules: RuleSet, settings: CheckSettings, language: Language
    ) -> SceneParts {
        let extractor = PromiseExtractor(rules: rules, settings: settings)
        return SceneParts(
            ledger: { material in
                try SceneLedger(
                    extractor: extractor, recorded: { try archive.recordedPromises(of: archive.record($0), before: end) },
                    name: { try archive.name(of: $0, before: end) ?? $0.description }
                ).rows(material)
            },
            adherence: { try SceneAdherence(archive: archive, end: end).rows($0) },
            acknowledgements: { SceneAcknowledgements().rows($0) },
            redact: { own, others in Redactor(numbers: others, keeping: own, language: language) })
    }
}
