import ArgumentParser
import Foundation
import KaipanArchive
import KaipanChecks
import KaipanScene
import KaipanText

/// The archive, and how the company handles complaints.
struct ComplaintOptions: ParsableArguments {
    @OptionGroup var archive: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("A YAML file with complaints: clocks and authority (else the nearest .kaipan.yml). 时限和权限的配置。", valueName: "file"))
    var policy: String?

    @Option(name: .long, help: ArgumentHelp("When it was done; else now. 时间。", valueName: "time"))
    var at: Timestamp?

    var now: Timestamp { at ?? .now() }

    /// The desk, whose readings are for a complaint where nothing else is said.
    func desk() throws -> ComplaintDesk {
        var archive = archive
        archive.purpose = archive.purpose ?? .complaint
        let path = policy ?? Configuration.find(from: FileManager.default.currentDirectoryPath)
        return ComplaintDesk(try archive.session(), policy: try path.flatMap(ComplaintPolicyReader.read) ?? .standard)
    }

    /// The complaint that a name means: its id or the beginning of it, or a contract number with one complaint.
    /// - Throws: `ArchiveError.noRecord`, `.ambiguous`.
    func complaint(_ name: RecordName, _ desk: ComplaintDesk) throws -> RecordID {
        let archive = desk.session.archive
        // An id means its record, whatever number somebody gave to a contract.
        if let id = RecordID(name.text) { return id }
        let signings = try archive.signings(contract: name.text)
        guard !signings.isEmpty else { return try archive.id(of: name.text, [.complaint]) }
        var found: [RecordID] = []
        for signing in signings {
            for record in try archive.records(linkedTo: signing.leaf.id, .signing, type: .complaint) where !found.contains(record.leaf.id) {
                found.append(record.leaf.id)
            }
        }
        guard let only = found.first else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "合同 \(name.text) 没有登记投诉。登记：kaipan complaints open 内容 --contract \(name.text)",
                en: "There is no complaint about the contract \(name.text). Register one with kaipan complaints open TEXT --contract \(name.text)"))
        }
        guard found.count == 1 else { throw ArchiveError.ambiguous(text: name.text, candidates: found.map { "\($0) complaint" }, isCut: false) }
        return only
    }

    /// Shows how a complaint stands, and each clock.
    func show(_ complaint: ComplaintCase, _ policy: ComplaintPolicy) {
        let language = archive.spoken, isChinese = language == .chinese
        var text = "\(complaint.id)  \(complaint.received.inChina)  \(complaint.grade.name[language])  \(complaint.cause.name[language])  "
        if let closed = complaint.closed {
            text += isChinese ? "已关闭 \(closed.inChina)" : "closed \(closed.inChina)"
        } else if let next = complaint.next {
            text += isChinese ? "下一步：\(next.name.zh)" : "next: \(next.name.en) (\(next.rawValue))"
        }
        Console.line(text)
        for reading in policy.clocks.compactMap({ $0.reading(of: complaint, at: now) }) { Console.line(line(reading, language), indent: 2) }
    }

    private func line(_ reading: ComplaintClock.Reading, _ language: Language) -> String {
        let name = reading.clock.name[language], due = reading.due.inChina
        let late = reading.overdue.map { ComplaintReport.span($0, language) }
        return switch (language, reading.done, late) {
        case (.chinese, nil, nil): "\(name)：截止 \(due)"
        case (.chinese, nil, let late?): "\(name)：已超时 \(late)（截止 \(due)）"
        case (.chinese, let done?, nil): "\(name)：按时（\(done.inChina)）"
        case (.chinese, let done?, let late?): "\(name)：超时 \(late)（\(done.inChina)，截止 \(due)）"
        case (.english, nil, nil): "\(name): due \(due)"
        case (.english, nil, let late?): "\(name): OVERDUE by \(late) (due \(due))"
        case (.english, let done?, nil): "\(name): in time (\(done.inChina))"
        case (.english, let done?, let late?): "\(name): late by \(late) (\(done.inChina), due \(due))"
        }
    }
}

extension ComplaintGrade: ExpressibleByArgument {
    public init?(argument: String) {
        guard let grade = Self.allCases.first(where: { $0.rawValue == argument || $0.name.zh == argument }) else { return nil }
        self = grade
    }
}
extension ComplaintCause: ExpressibleByArgument {
    public init?(argument: String) {
        guard let cause = Self.allCases.first(where: { $0.rawValue == argument || $0.name.zh == argument }) else { return nil }
        self = cause
    }
}
extension ComplaintChannel: ExpressibleByArgument {
    public init?(argument: String) {
        guard let channel = Self.allCases.first(where: { $0.rawValue == argument || $0.name.zh == argument }) else { return nil }
        self = channel
    }
}
/// By its key, or in Chinese with or without 投诉: 受理投诉, 受理.
extension ComplaintStep: ExpressibleByArgument {
    public init?(argument: String) {
        guard let step = Self.allCases.first(where: { $0.rawValue == argument || $0.name.zh == argument || $0.name.zh == argument + "投诉" })
        else { return nil }
        self = step
    }
}
