import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// A text of a SARIF log (section 3.11).
struct SARIFMessage: Encodable, Sendable {
    var text: String
    var markdown: String?

    /// - Parameters:
    ///   - text: plain text that may hold words of a document.
    ///   - markdown: the same as Markdown, whose words are escaped already.
    init(_ text: String, markdown: String? = nil) {
        self.text = Self.literal(text)
        // Placeholders are looked for in Markdown too; links are its own there.
        self.markdown = markdown.map(Self.withoutPlaceholders)
    }

    /// Braces begin placeholders and are doubled to be themselves; what would be an embedded link gets a space.
    private static func literal(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in withoutPlaceholders(text).unicodeScalars {
            if scalar == "(", result.last == "]" { result.append(" ") }
            result.append(scalar)
        }
        return String(result)
    }

    // By scalars: a brace with a combining mark is another character, and still a brace to a reader of the log.
    private static func withoutPlaceholders(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar)
            if scalar == "{" || scalar == "}" { result.append(scalar) }
        }
        return String(result)
    }
}

/// Words of a rule or a document inside of Markdown.
enum MarkdownText {
    /// Escapes what Markdown or HTML in it could read as markup; line breaks become spaces.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in VisibleText.escaped(text).unicodeScalars {
            if "\\`*_{}[]<>#|~&!".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

/// A place of a SARIF log (section 3.28).
struct SARIFLocation: Encodable, Sendable {
    var id: Int?
    var message: SARIFMessage?
    var physicalLocation: Physical
    var logicalLocations: [Logical]?

    struct Physical: Encodable, Sendable {
        var artifactLocation: Artifact
        var region: Region?
    }

    struct Artifact: Encodable, Sendable {
        var uri: String
        var uriBaseId: String?
    }

    struct Logical: Encodable, Sendable {
        var name: String?
        var fullyQualifiedName: String?
        var kind: String
    }

    struct Region: Encodable, Sendable {
        var startLine: Int
        var startColumn: Int?
        var endLine: Int?
        var endColumn: Int?
        var byteOffset: Int?
        var byteLength: Int?
        var snippet: Snippet?

        /// A single line.
        init(line: Int) {
            startLine = line
        }

        /// From one position up to another.
        init(_ start: SourcePosition, _ end: SourcePosition) {
            startLine = start.line
            startColumn = start.column
            endLine = end.line
            endColumn = end.column
            byteOffset = start.byteOffset
            byteLength = max(0, end.byteOffset - start.byteOffset)
        }
    }

    struct Snippet: Encodable, Sendable {
        var text: String
    }
}

/// Makes the places of a log.
struct SARIFPlaces: Sendable {
    static let baseIdentifier = "%SRCROOT%"

    let root: ReportRoot?

    func artifact(_ path: String) -> SARIFLocation.Artifact {
        guard let root, path != ReportRoot.standardInput else { return SARIFLocation.Artifact(uri: ReportRoot.uriReference(path)) }
        guard let relative = root.relativePath(of: path) else { return SARIFLocation.Artifact(uri: root.fileURI(of: path)) }
        return SARIFLocation.Artifact(uri: ReportRoot.uriReference(relative), uriBaseId: Self.baseIdentifier)
    }

    /// A place in a file; without a region where the file is a container, whose own lines say nothing.
    func location(_ path: String, _ region: SARIFLocation.Region?) -> SARIFLocation {
        let isContainer = DocumentFormat(path: path) == .docx
        return SARIFLocation(physicalLocation: .init(artifactLocation: artifact(path), region: isContainer ? nil : region))
    }
}

/// An article of law as property bags of a log hold it.
struct SARIFBasis: Encodable, Sendable {
    var law: String
    var article: String?
    var verified: Bool

    init(_ basis: LegalBasis) {
        law = basis.law
        article = basis.article
        verified = basis.verified
    }
}

extension Severity {
    /// SARIF's word for it (section 3.27.10).
    var sarifLevel: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .notice: "note"
        }
    }
}
