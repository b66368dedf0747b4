import KaipanArchive
import KaipanText

/// What the archive knows of each factor of 最高人民法院关于民事诉讼证据的若干规定 (2019) articles 93 and 94.
///
/// The words of the law are shortened to what is asked; the answer is the court's.
struct SceneChecklist {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    var items: [SceneChecklistItem] {
        [environment, operation, prevention, completeness, business, custodian, others, adverse, neutral, course, archived, agreed, notarised]
    }

    private func item(
        _ article: String, _ zh: String, _ en: String, _ state: SceneChecklistItem.State, _ facts: [SceneStatement]
    ) -> SceneChecklistItem {
        SceneChecklistItem(article: article, question: LocalizedText(zh: zh, en: en), state: state, facts: facts)
    }

    private func gaps(_ kinds: String...) -> [SceneGap] { scene.gaps.filter { kinds.contains($0.kind) } }

    private func told(_ gaps: [SceneGap]) -> [SceneStatement] {
        gaps.map { SceneStatement(zh: "\($0.name.zh)：\($0.text.zh)", en: "\($0.name.en): \($0.text.en)", $0.sources) }
    }

    private var environment: SceneChecklistItem {
        let formats = Set(scene.contacts.compactMap(\.format)).sorted().map(Self.name(ofFormat:))
        return item(
            "93(1)", "生成、存储、传输所依赖的硬件、软件环境是否完整、可靠", "whether the hardware and software on which it depends are complete and reliable", .elsewhere,
            [
                SceneStatement(
                    zh: "档案知道每份记录的来源格式（\(formats.map(\.zh).joined(separator: "、"))）和登记人；采集设备和平台本身的情况须由单位另行说明。",
                    en: "The archive knows the format that each record came in (\(formats.map(\.en).joined(separator: ", "))) and who recorded it; the state of devices and platforms has to be shown otherwise.")
            ])
    }

    private static func name(ofFormat format: String) -> LocalizedText {
        if format.utf8.elementsEqual(SigningSession.format.utf8) { return LocalizedText(zh: "引导签约", en: "guided signing") }
        return ImportFormat(rawValue: format)?.title ?? LocalizedText(zh: format, en: format)
    }

    private var operation: SceneChecklistItem {
        let trouble = gaps("clock-jump", "clock-offset", "device-off", "failed-media")
        let compared = scene.contacts.filter { $0.clock.offset != nil || $0.clock.quality == .server }
        return item(
            "93(2)", "硬件、软件环境是否处于正常运行状态；不正常时有无影响", "whether they ran normally, and if not, what that changed",
            // A clock that nobody compared may have run well or not.
            compared.isEmpty && trouble.isEmpty ? .elsewhere : compared.count == scene.contacts.count && trouble.isEmpty ? .supported : .partly,
            [
                SceneStatement(
                    zh: "\(scene.contacts.count) 次接触中 \(compared.count) 次的时钟经核对或由消息服务器给出；登记的异常 \(trouble.count) 处。",
                    en: "Of \(EnglishCount.of(scene.contacts.count, "contact")), the clock of \(compared.count) was compared or a message server's; \(EnglishCount.of(trouble.count, "irregularity is", "irregularities are")) recorded.",
                    compared.flatMap(\.sources))
            ] + told(trouble))
    }

    private var prevention: SceneChecklistItem {
        let unread = gaps("not-reviewed", "doubtful")
        return item(
            "93(3)", "是否具备有效的防止出错的监测、核查手段", "whether errors are watched for and checked", scene.integrity.failed.isEmpty && unread.isEmpty ? .supported : .partly,
            [
                SceneStatement(
                    zh: "每条记录是哈希树的一叶，检查点有签名；本次核验 \(scene.integrity.proved)/\(scene.integrity.records) 条成立。",
                    en: "Every record is a leaf of a hash tree with signed checkpoints; \(scene.integrity.proved) of \(scene.integrity.records) were verified for this report.")
            ] + told(unread))
    }

    private var completeness: SceneChecklistItem {
        let files = scene.custody.filter { $0.kind == .imported }
        let kept = files.filter { $0.sha256 != nil }.count, erased = files.count - kept
        let lost = gaps("sequence-hole", "failed-media", "undecrypted", "unparsed", "truncated", "erased", "no-recording", "device-off", "no-words", "signing-interrupted")
        return item(
            "93(4)", "是否被完整地保存、传输、提取，方法是否可靠", "whether it was kept, transmitted and extracted completely, by reliable means",
            // Without files there is no original to compare with.
            kept > 0 && erased == 0 && lost.isEmpty ? .supported : .partly,
            [
                SceneStatement(
                    zh: "导入 \(files.count) 份文件，原文件 \(kept) 份逐字节保存、可核对摘要\(erased == 0 ? "" : "，\(erased) 份的原文件已按规定删除（全部或部分）")；已声明的缺失 \(lost.count) 处。",
                    en: "\(EnglishCount.of(files.count, "file was", "files were")) imported; \(EnglishCount.of(kept, "original is", "originals are")) kept byte by byte, with a digest to compare\(erased == 0 ? "" : "; of \(erased) the original was erased, wholly or in part"); \(EnglishCount.of(lost.count, "loss is", "losses are")) declared.",
                    files.map(\.source))
            ] + told(lost))
    }

    private var business: SceneChecklistItem {
        let versions = gaps("late-version")
        let late = scene.contacts.filter { contact in contact.start.map { contact.recorded.milliseconds - $0.milliseconds > 7 * 86_400_000 } ?? false }
        return item(
            "93(5)", "是否在正常的往来活动中形成和存储", "whether it came about and was stored in the ordinary course of dealings",
            !scene.contacts.isEmpty && late.isEmpty && versions.isEmpty ? .supported : .partly,
            [
                SceneStatement(
                    zh: "\(scene.contacts.count) 次接触按发生时间登记；\(late.count) 次在发生七天以后才登记。",
                    en: "\(EnglishCount.of(scene.contacts.count, "contact is", "contacts are")) recorded by the time at which they happened; \(EnglishCount.of(late.count, "was", "were")) recorded more than seven days later.",
                    late.flatMap { $0.sources.prefix(1) })
            ] + told(versions))
    }

    private var custodian: SceneChecklistItem {
        let members = Set(scene.custody.compactMap(\.who)).sorted(), isCopy = scene.variant == .customer
        let zh = isCopy ? "（客户副本不列出）" : "：\(members.joined(separator: "、"))", en = isCopy ? " (not listed in a customer's copy)" : ": \(members.joined(separator: ", "))"
        return item(
            "93(6)", "保存、传输、提取的主体是否适当", "whether those who kept, transmitted and extracted it are fit to", .partly,
            [
                SceneStatement(
                    zh: "登记、查阅和保全均由具名成员签名\(zh)。保管人是当事人一方，是否适当由法院判断。",
                    en: "Recording, reading and holds are signed by named members\(en). The custodian is a party; whether that is fit is for the court.",
                    scene.custody.map(\.source))
            ])
    }

    private var others: SceneChecklistItem {
        let rest = gaps("recalled-message", "no-consent", "silence", "absence", "silent-party")
        return item(
            "93(7)", "影响完整性和可靠性的其他因素", "anything else that bears on completeness and reliability", rest.isEmpty ? .supported : .partly,
            rest.isEmpty ? [SceneStatement(zh: "没有登记其他情况。", en: "Nothing else is recorded.")] : told(rest))
    }

    private var adverse: SceneChecklistItem {
        item(
            "94(1)", "由当事人提交或者保管的于己不利的电子数据", "data that a party submits or keeps against its own interest", .elsewhere,
            [
                SceneStatement(
                    zh: "是否于己不利取决于由哪一方提交；保管人是销售一方，对其不利的原话见承诺台账和说辞核对。",
                    en: "Against whose interest it is depends on who submits it; the custodian is the selling side, and what speaks against it stands in the ledger and under the script.")
            ])
    }

    private var neutral: SceneChecklistItem {
        let anchors = scene.integrity.timeStamps + scene.integrity.cosignatures
        return item(
            "94(2)", "由记录和保存电子数据的中立第三方平台提供或者确认", "provided or confirmed by a neutral platform", anchors.isEmpty ? .elsewhere : .partly,
            anchors.isEmpty
                ? [SceneStatement(zh: "尚无第三方的时间戳或会签覆盖这些记录。", en: "No third party's time stamp or cosignature covers these records yet.")]
                : [SceneStatement(zh: "第三方确认了日志（不含内容）：\(anchors.count) 处。", en: "Third parties confirmed the log, not its content: \(anchors.count).", anchors.map(\.source))])
    }

    private var course: SceneChecklistItem {
        item(
            "94(3)", "在正常业务活动中形成", "came about in the ordinary course of business", business.state, business.facts)
    }

    private var archived: SceneChecklistItem {
        let holds = scene.custody.filter { $0.kind == .hold }, isCopy = scene.variant == .customer
        return item(
            "94(4)", "以档案管理方式保管", "kept as archives are", .supported,
            [
                SceneStatement(
                    zh: "按类别加密保存，查阅须有权限和目的并留痕，删除须两人批准\(isCopy ? "" : "；保全 \(holds.count) 处")。",
                    en: "Kept encrypted by class; reading takes a role and a purpose and is logged, erasure takes two approvals\(isCopy ? "" : "; \(EnglishCount.of(holds.count, "hold"))").", holds.map(\.source))
            ])
    }

    private var agreed: SceneChecklistItem {
        let refused = gaps("no-consent")
        return item(
            "94(5)", "以当事人约定的方式保存、传输、提取", "kept, transmitted and extracted as the parties agreed", .elsewhere,
            [SceneStatement(zh: "档案登记了录音同意与否，是否另有约定须看合同。", en: "The archive has who consented to recording; whether more was agreed stands in the contract.")] + told(refused))
    }

    private var notarised: SceneChecklistItem {
        item(
            "94", "内容经公证机关公证", "notarised", .elsewhere,
            [SceneStatement(zh: "档案没有公证的记录。", en: "The archive has no record of a notary.")])
    }
}
