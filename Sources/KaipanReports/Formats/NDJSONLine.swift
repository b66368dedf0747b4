import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanText

/// Checks one line of `kaipan check --ndjson`: a JSON object in, a JSON object out.
public struct NDJSONLine: Sendable {
    private let checker: DocumentChecker
    private let settings: CheckSettings
    private let language: Language
    private let kind: DocumentKind
    private let pages: RulePages?

    /// The answer to one line.
    public struct Answer: Sendable {
        /// The JSON object, without a line end.
        public var json: String
        public var isError: Bool
        public var severities: [Severity]
    }

    /// - Parameters:
    ///   - kind: the kind of a line that names none.
    ///   - pages: where the pages about the rules are; nil for no link.
    public init(
        checker: DocumentChecker, settings: CheckSettings, language: Language, kind: DocumentKind = .advertisement,
        pages: RulePages? = nil
    ) {
        self.kind = kind
        self.pages = pages
        self.checker = checker
        self.settings = settings
        self.language = language
    }

    private struct Request: Decodable {
        var id: JSONIdentifier?
        var kind: String?
        var text: String?
        var format: String?
        var speaker: String?
        var city: String?
        var asOf: String?
        /// Whether the text is a document of its own, however short.
        var whole: Bool?
    }

    private struct Failure: Encodable {
        var id: JSONIdentifier
        var error: String
    }

    /// Checks a line; a mistake in it becomes an answer with `error`.
    public func answer(_ line: some DataProtocol, number: Int) -> Answer {
        let request: Request
        do {
            request = try JSONDecoder().decode(Request.self, from: Data(line))
        } catch {
            return failure(.null, say("第 \(number) 行不是 JSON 对象：\(Self.reason(error))", "line \(number) is no JSON object: \(Self.reason(error))"))
        }
        let id = request.id ?? .null
        guard let text = request.text else { return failure(id, say("第 \(number) 行缺少 text", "line \(number): text is missing")) }
        guard let kind = DocumentKind(rawValue: request.kind ?? kind.rawValue) else {
            return failure(id, wrong("kind", request.kind, DocumentKind.allCases.map(\.rawValue), number))
        }
        let formats: [DocumentFormat] = [.text, .html, .xml]
        guard let format = formats.first(where: { $0.rawValue == request.format ?? "text" }) else {
            return failure(id, wrong("format", request.format, formats.map(\.rawValue), number))
        }
        guard let speaker = Speaker(rawValue: request.speaker ?? Speaker.seller.rawValue) else {
            return failure(id, wrong("speaker", request.speaker, Speaker.allCases.map(\.rawValue), number))
        }
        var settings = settings
        if let city = request.city {
            guard DivisionCode.isValid(city) else { return failure(id, wrong("city", city, ["440100"], number)) }
            settings.city = city
        }
        if let text = request.asOf {
            guard let date = CivilDate(text) else { return failure(id, wrong("asOf", text, ["2025-10-15"], number)) }
            settings.asOf = date
        }
        do {
            let document = try format.read(Array(text.utf8), path: "line \(number)")
            var findings = checker.findings(
                in: document, file: "line \(number)", kind: kind, settings: settings, speaker: speaker)
            if request.whole != true, StreamFragment.isPart(document) {
                findings = StreamFragment.lowered(findings, line: number)
            }
            var writer = JSONWriter()
            writer.object { writer in
                writer.key("findings")
                writer.array(findings) { JSONFinding($1, language: language, pages: pages).write(to: &$0) }
                writer.key("id")
                writer.literal(JSONText.encode(id))
            }
            return Answer(json: writer.text, isError: false, severities: findings.map(\.severity))
        } catch {
            return failure(id, say("第 \(number) 行：", "line \(number): ") + error.message[language])
        }
    }

    /// The answer to a line that is longer than is read at all.
    public func refusal(ofLine number: Int, limit: Int) -> Answer {
        failure(.null, say("第 \(number) 行超过 \(limit >> 20) MiB，未检查", "line \(number) is longer than \(limit >> 20) MiB; not checked"))
    }

    private func failure(_ id: JSONIdentifier, _ message: String) -> Answer {
        Answer(json: JSONText.encode(Failure(id: id, error: message)), isError: true, severities: [])
    }

    private func wrong(_ key: String, _ value: String?, _ known: [String], _ number: Int) -> String {
        let list = known.joined(separator: ", ")
        return say(
            "第 \(number) 行 \(key) 不能是“\(value ?? "")”；应为 \(list)", "line \(number): \(key) cannot be “\(value ?? "")”; expected \(list)")
    }

    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) \(context.debugDescription)"
        case DecodingError.dataCorrupted(let context): context.debugDescription
        default: "\(error)"
        }
    }
}
