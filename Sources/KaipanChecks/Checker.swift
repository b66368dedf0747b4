import Foundation
import KaipanDocuments
import KaipanNames
import KaipanRules
import KaipanText
import Synchronization
import Glibc

/// Checks files: reads them, decides their kind, applies the rules; several at a time, reported in order.
public struct Checker: Sendable {
    /// What a run is asked to do.
    public struct Options: Sendable {
        public var settings: CheckSettings
        public var configuration: Configuration
        public var kind: DocumentKind?
        public var encoding: TextEncoding?
        /// Files at a time, from 1.
        public var jobs: Int
        /// Whether reports carry their documents, for formats that show the text.
        public var keepsDocuments = false
        /// Compares names with registers and with each other; nil leaves that out.
        public var names: NameChecks?

        public init(settings: CheckSettings, configuration: Configuration = Configuration(), jobs: Int = 1) {
            self.settings = settings
            self.configuration = configuration
            self.jobs = jobs
        }
    }

    private let documents: DocumentChecker
    private let options: Options
    private let ruleNames: [String]

    public init(rules: RuleSet, options: Options) {
        documents = DocumentChecker(rules: rules)
        var options = options
        if let facts = options.configuration.names?.facts { options.settings.nameFacts = facts }
        self.options = options
        ruleNames = rules.rules.map(\.id) + NameRule.allCases.map(\.rawValue)
    }

    /// Checks files and hands over their reports one by one, in the order of the files.
    ///
    /// Reports are handed over as soon as their turn comes, and at most a few files wait for theirs, so memory does not
    /// grow with the number of files.
    /// - Parameters:
    ///   - files: paths, in the order in which they are to be reported.
    ///   - report: called on one thread at a time.
    public func check(_ files: [String], report: (DocumentReport) throws -> Void) async throws {
        var known = NameChecks.Known()
        try await InOrder.run(units(of: files), jobs: options.jobs, work: { check($0) }) { reports in
            for var document in reports {
                options.names?.clashes(&document, &known, options.settings)
                try report(document)
            }
        }
    }

    /// Checks bytes that are no file, such as standard input.
    public func check(_ bytes: [UInt8], name: String) -> DocumentReport {
        let format = DocumentFormat(path: name) ?? DocumentFormat(sniffing: bytes)
        var report = finish([read(bytes, path: name, format: format, isInSet: false)])[0]
        var known = NameChecks.Known()
        options.names?.clashes(&report, &known, options.settings)
        return report
    }

    // MARK: - Units

    /// Files that are judged together: one, or those of a document set.
    struct Unit: Sendable {
        var files: [String]
    }

    func units(of files: [String]) -> [Unit] {
        var units: [Unit] = []
        var sets: [String: Int] = [:]
        for file in files {
            guard let set = options.configuration.set(of: file) else {
                units.append(Unit(files: [file]))
                continue
            }
            let key = set.name + "\n" + set.files.map(\.text).joined(separator: "\n")
            if let index = sets[key] {
                units[index].files.append(file)
            } else {
                sets[key] = units.count
                units.append(Unit(files: [file]))
            }
        }
        return units
    }

    func check(_ unit: Unit) -> [DocumentReport] {
        finish(unit.files.map { read($0, isInSet: unit.files.count > 1) })
    }

    /// A report with what the other documents of its set need.
    private struct Draft {
        var report: DocumentReport
        var outcome = DocumentChecker.Outcome()
        var comments: SuppressionComments?
    }

    private func read(_ path: String, isInSet: Bool) -> Draft {
        do {
            let bytes = try Self.contents(of: path, limit: ReadingOptions().sizeLimit)
            // A file named outright is read even without a telling name.
            return read(bytes, path: path, format: DocumentFormat(path: path) ?? sniffed(bytes, path), isInSet: isInSet)
        } catch {
            return failed(path, error)
        }
    }

    private func sniffed(_ bytes: [UInt8], _ path: String) -> DocumentFormat? {
        let name = path.split(separator: "/").last ?? ""
        return name.dropFirst().contains(".") ? nil : DocumentFormat(sniffing: bytes)
    }

    private func read(_ bytes: [UInt8], path: String, format: DocumentFormat?, isInSet: Bool) -> Draft {
        var readingOptions = ReadingOptions()
        readingOptions.encoding = options.encoding
        readingOptions.mapping = options.configuration.mapping(of: path)
        do throws(ReadingError) {
            guard let format else {
                throw .unsupported(path: path, known: DocumentFormat.allCases.map(\.rawValue))
            }
            let document = try format.read(bytes, path: path, options: readingOptions)
            let resolver = KindResolver(option: options.kind, configuration: options.configuration)
            let (kind, source) = resolver.kind(of: document, path: path)
            var outcome = documents.check(
                document, file: path, kind: kind, settings: options.settings, isInSet: isInSet)
            let names = try checkNames(document, path: path, kind: kind, &outcome)
            var report = DocumentReport(path: path, kind: kind, kindSource: source, encoding: document.encoding)
            report.problems = document.problems.map { .init(message: $0.message, position: $0.position) }
            report.names = names
            if options.keepsDocuments { report.document = document }
            let comments = SuppressionComments(in: document, path: path)
            return Draft(report: report, outcome: outcome, comments: comments)
        } catch {
            return failed(path, error)
        }
    }

    /// Judges the names that a document states: by the naming rules where it is no list of names, and by the registers.
    private func checkNames(
        _ document: Document, path: String, kind: DocumentKind, _ outcome: inout DocumentChecker.Outcome
    ) throws(ReadingError) -> [StatedName] {
        let states = kind == .name || StatedNames.mayStateNames(document)
        guard kind != .notice, states || options.names?.settings.filed != nil else { return [] }
        let blocks = FoldedBlocks(Folded(document.text), count: document.blocks.count)
        var names = states ? StatedNames(in: document, kind: kind, blocks: blocks).names : []
        if kind != .name, !names.isEmpty {
            let judged = documents.check(document, file: path, kind: .name, settings: options.settings)
            outcome.findings += judged.findings.filter { finding in
                !finding.text.isEmpty && names.contains { $0.textRange.lowerBound <= finding.textRange.lowerBound && finding.textRange.upperBound <= $0.textRange.upperBound }
            }
        }
        if let checks = options.names {
            do throws(NameIndexError) {
                let found = try checks.check(
                    document, names: names, file: path, kind: kind, settings: options.settings, blocks: blocks)
                outcome.findings += found.findings
                names = found.names
            } catch {
                throw .unreadable(path: path, reason: error.message)
            }
        }
        outcome.findings.sort { ($0.textRange.lowerBound, $0.textRange.upperBound) < ($1.textRange.lowerBound, $1.textRange.upperBound) }
        return names
    }

    private func failed(_ path: String, _ error: ReadingError) -> Draft {
        let kind = options.kind ?? options.configuration.kind(of: path)
        var report = DocumentReport(
            path: path, kind: kind ?? .advertisement,
            kindSource: options.kind != nil ? .option : kind != nil ? .configuration : .byDefault)
        report.isUnreadable = true
        report.problems = [.init(message: error.message, position: error.position)]
        return Draft(report: report)
    }

    /// Within a set, a disclosure made in one document serves all, and one missing is missing once.
    private func finish(_ drafts: [Draft]) -> [DocumentReport] {
        var settled = Set(drafts.flatMap(\.outcome.disclosed))
        return drafts.map { draft in
            var report = draft.report
            report.exemptions = draft.outcome.exemptions
            report.findings = draft.outcome.findings.filter { finding in
                drafts.count == 1 || !draft.outcome.undisclosed.contains(finding.rule) || !settled.contains(finding.rule)
            }
            settled.formUnion(draft.outcome.undisclosed)
            draft.comments?.apply(to: &report, options.settings, known: ruleNames)
            return report
        }
    }

    // MARK: - Files

    /// Reads a file unless it is too large; also where it grows past the limit meanwhile.
    static func contents(of path: String, limit: Int) throws(ReadingError) -> [UInt8] {
        // Without O_NONBLOCK a named pipe that nobody writes to would hold up the run for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: SystemProblem.message(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: SystemProblem.message(errno))
        }
        // A pipe or a device has no size, and would pass for an empty document in order.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: SystemProblem.irregular)
        }
        guard status.st_size <= limit else { throw .tooLarge(path: path, bytes: Int(status.st_size), limit: limit) }
        var failure: Int32 = 0
        let capacity = Int(status.st_size)
        var bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, capacity - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        // The size is what the file had; one that grows, and one of a system that states none, is longer.
        var more = [UInt8](repeating: 0, count: 4096)
        while failure == 0, bytes.count <= limit {
            let got = Glibc.read(descriptor, &more, more.count)
            if got < 0, errno == EINTR { continue }
            if got < 0 { failure = errno }
            if got <= 0 { break }
            bytes += more[..<got]
            if more.count < 1 << 20 { more = [UInt8](repeating: 0, count: 1 << 20) }
        }
        guard failure == 0 else { throw .unreadable(path: path, reason: SystemProblem.message(failure)) }
        guard bytes.count <= limit else { throw .tooLarge(path: path, bytes: bytes.count, limit: limit) }
        return bytes
    }
}
