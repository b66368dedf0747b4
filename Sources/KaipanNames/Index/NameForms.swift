import KaipanText

/// The cores under which a name is filed and looked for.
enum NameForms {
    /// The core for place names and the one for marks, where they differ, as the index's characters.
    static func cores(of name: NameText) -> [[UInt16]] {
        var forms: [[UInt32]] = []
        for form in [name.placeCore, name.markCore] where !form.isEmpty && !forms.contains(form) { forms.append(form) }
        return forms.map { $0.prefix(IndexLayout.coreLength).map(CoreRecord.code) }
    }
}
