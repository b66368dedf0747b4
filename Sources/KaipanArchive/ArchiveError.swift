import KaipanText

/// Why the archive did not do what was asked.
public enum ArchiveError: Error, Sendable, Equatable {
    /// There is no archive at the place.
    case noArchive(place: String)
    /// There is one already.
    case alreadyThere(place: String)
    /// The file system or the settings would let a power cut take back what was acknowledged.
    case notDurable(path: String)
    /// The archive was made by a newer program.
    case newer(found: Int, known: Int)
    /// Another process reads the file just now, so that deleted content can't be wiped.
    case inUse
    /// A stored value is not what was stored.
    ///
    /// - Parameters:
    ///   - object: which one: a table and its key, a record, an utterance.
    ///   - reason: what was expected and found.
    case damaged(object: String, reason: LocalizedText)
    /// The database is older than checkpoints that left it.
    ///
    /// - Parameters:
    ///   - size: the entries in the database.
    ///   - seen: the entries of the last checkpoint that is known outside of it.
    case behind(size: Int64, seen: Int64)
    /// The database has other entries than the checkpoint that left it.
    case forked(size: Int64)
    /// The master key is not the one that the archive was made with.
    case wrongMasterKey
    /// No master key: neither a file, nor the variable, nor a command.
    case noMasterKey(reason: String)
    /// A file that should hold a secret is not there, or holds something else.
    case noKeyFile(path: String, secret: SecretFile.Kind, reason: LocalizedText)
    /// The database of the keys is lost, damaged or another archive's.
    ///
    /// - Parameter reason: what was found.
    case noKeyDatabase(reason: LocalizedText)
    /// Settings of a PostgreSQL server with which a crash takes back what was acknowledged, such as `fsync=off`.
    case serverNotDurable(settings: [String])
    /// A file that holds a secret may be read by others.
    case openToOthers(path: String)
    /// No key of this name; the content was erased, or the keys are not those of this archive.
    case noKey(scope: String)
    /// A record that something names is not there.
    case noRecord(id: String)
    /// The beginning of an id, or a contract number, that several records have.
    ///
    /// - Parameters:
    ///   - text: what was given.
    ///   - candidates: id and type of each, at most a dozen.
    ///   - isCut: whether there are more.
    case ambiguous(text: String, candidates: [String], isCut: Bool)
    /// An entry is longer than the 65,535 bytes that a tile's bundle has room for.
    case tooLong(type: String, bytes: Int)
    /// The same idempotency key came with other content.
    case repeated(index: Int64)
    /// The member's roles do not allow it.
    case notAllowed(action: String, roles: [String], needed: [String])
    /// No purpose was given for reading content.
    case noPurpose
    /// A member's file or a signature is not what it should be.
    case member(reason: String)
    /// The archive does not let the owner of a member's key in.
    ///
    /// - Parameters:
    ///   - id: the member that the key names.
    ///   - reason: what the archive knows of that member.
    case refused(id: String, reason: MemberRefusal)
    /// What has to happen before.
    case notYet(reason: LocalizedText)
    /// An argument that means nothing here.
    case invalid(what: LocalizedText)
    /// The entries are in the database, but a checkpoint journal could not be written.
    ///
    /// - Parameters:
    ///   - size: of the log with them.
    ///   - reason: the journal's path and the system's words.
    case unmarked(size: Int64, reason: String)
    /// The database's own words.
    case store(reason: String)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .noArchive(let place):
            LocalizedText(
                zh: "\(place)：这里没有档案。请先运行 kaipan archive init，或用 --archive 指出档案所在的文件夹。",
                en: "\(place): there is no archive here. Run kaipan archive init first, or name the archive's folder with --archive.")
        case .alreadyThere(let place):
            LocalizedText(zh: "\(place)：这里已有档案，没有改动。", en: "\(place): there is an archive here already; nothing was changed.")
        case .notDurable(let path):
            LocalizedText(
                zh: "\(path)：数据库没有进入断电不丢的写入方式（synchronous、journal_mode）。请把档案放在本机磁盘上，不要放在网络盘。",
                en: "\(path): the database did not take the settings that survive a power cut (synchronous, journal_mode). Keep the archive on a disk of this machine, not on a network share.")
        case .newer(let found, let known):
            LocalizedText(
                zh: "档案的格式是第 \(found) 版，本程序只认到第 \(known) 版。请更新 kaipan。",
                en: "The archive has format \(found), this program knows formats up to \(known). Update kaipan.")
        case .inUse:
            LocalizedText(
                zh: "另一个进程正在读档案，删掉的内容还擦不干净。请等它结束后再试。",
                en: "Another process is reading the archive, so that deleted content cannot be wiped yet. Try again when it has ended.")
        case .damaged(let object, let reason):
            LocalizedText(
                zh: "\(object)：存储内容已损坏或被改动（\(reason.zh)）。请运行 kaipan archive verify 查清范围，再从备份恢复。",
                en: "\(object): stored content is damaged or was changed (\(reason.en)). Run kaipan archive verify to see how far it goes, then restore a backup.")
        case .behind(let size, let seen):
            LocalizedText(
                zh: "数据库只有 \(size) 条，但曾经签出过 \(seen) 条的检查点：这多半是恢复了旧备份。为避免日志分叉，现在拒绝签名。请找回较新的备份；确实找不回时运行 kaipan archive epoch，如实记下缺失的条目。",
                en: "The database has \(size) entries, but a checkpoint of \(seen) was signed: an old backup was probably restored. Nothing will be signed, because that would fork the log. Find a newer backup; if there is none, run kaipan archive epoch, which records what is missing.")
        case .forked(let size):
            LocalizedText(
                zh: "数据库的内容与第 \(size) 条时签出的检查点不符：日志已分叉或被改动。拒绝签名。请运行 kaipan archive verify。",
                en: "The database does not agree with the checkpoint that was signed at \(size) entries: the log forked or was changed. Nothing will be signed. Run kaipan archive verify.")
        case .wrongMasterKey:
            LocalizedText(
                zh: "主密钥不是本档案的主密钥，或者 keys.db 是另一个档案的。请核对 --key-file、KAIPAN_MASTER_KEY 或 --key-command，以及是否换过 keys.db。",
                en: "The master key is not the one of this archive, or keys.db is another archive's. Check --key-file, KAIPAN_MASTER_KEY or --key-command, and whether keys.db was replaced.")
        case .noMasterKey(let reason):
            LocalizedText(
                zh: "没有主密钥（\(reason)）。请用 --key-file 文件、环境变量 KAIPAN_MASTER_KEY 或 --key-command 命令给出 32 字节的十六进制或 Base64。",
                en: "There is no master key (\(reason)). Give 32 bytes in hexadecimal or Base64 with --key-file FILE, the variable KAIPAN_MASTER_KEY or --key-command COMMAND.")
        case .noKeyFile(let path, let secret, let reason):
            switch secret {
            case .master:
                LocalizedText(
                    zh: "\(path)：这里没有主密钥（\(reason.zh)）。应是 kaipan archive init 写出的文件，内容为 32 字节的十六进制或 Base64。请核对 --key-file，或改用环境变量 KAIPAN_MASTER_KEY、--key-command 命令。",
                    en: "\(path): no master key here (\(reason.en)). Expected is the file that kaipan archive init wrote, 32 bytes in hexadecimal or Base64. Check --key-file, or give the key with the variable KAIPAN_MASTER_KEY or --key-command COMMAND.")
            case .member:
                LocalizedText(
                    zh: "\(path)：这里没有成员密钥（\(reason.zh)）。应是 kaipan archive member key 生成的文件，第一行为 kaipan-member 1。请核对 --as 或 KAIPAN_MEMBER；还没有密钥的，先运行 kaipan archive member key 文件，再请管理员登记。",
                    en: "\(path): no member's key here (\(reason.en)). Expected is a file that kaipan archive member key made, with the first line kaipan-member 1. Check --as or KAIPAN_MEMBER; if you have no key, run kaipan archive member key FILE and let an administrator add you.")
            case .witness:
                LocalizedText(
                    zh: "\(path)：这里没有见证人密钥（\(reason.zh)）。应是 kaipan archive witness 生成的文件，请核对路径。",
                    en: "\(path): no witness's key here (\(reason.en)). Expected is a file that kaipan archive witness made; check the path.")
            }
        case .noKeyDatabase(let reason):
            LocalizedText(
                zh: "密钥库 keys.db 不能用（\(reason.zh)）。没有它，加密的内容无人能读，也不能签名，所以什么都没有写入。请把本档案 keys.db 的最新备份放回档案文件夹再试；没有备份时，条目和检查点仍可证明，加密的内容无法找回。",
                en: "The key database keys.db cannot be used (\(reason.en)). Without it nobody reads the encrypted content and nothing can be signed, so nothing was written. Put the newest backup of this archive's keys.db back into its folder; without one, entries and checkpoints can still be proved, but the encrypted content is lost.")
        case .serverNotDurable(let settings):
            LocalizedText(
                zh: "PostgreSQL 的设置会在断电或崩溃时丢失已确认的记录：\(settings.joined(separator: "、"))。请由数据库管理员执行 \(settings.map { "ALTER SYSTEM RESET \($0.prefix { $0 != "=" })" }.joined(separator: "; ")); SELECT pg_reload_conf()，并检查启动参数（postgres -F 即 fsync=off），再重试。",
                en: "This PostgreSQL server's settings would lose acknowledged records in a power cut or crash: \(settings.joined(separator: ", ")). Let its administrator run \(settings.map { "ALTER SYSTEM RESET \($0.prefix { $0 != "=" })" }.joined(separator: "; ")); SELECT pg_reload_conf(), look at how the server is started (postgres -F is fsync=off), and try again.")
        case .openToOthers(let path):
            LocalizedText(
                zh: "\(path)：密钥文件其他用户也能读。请执行 chmod 600 \(path)。",
                en: "\(path): other users may read this key. Run chmod 600 \(path).")
        case .noKey(let scope):
            LocalizedText(
                zh: "\(Self.named(scope, .chinese))：没有密钥，内容已被删除，或者密钥库不属于本档案。",
                en: "\(scope): no key. The content was erased, or these keys belong to another archive.")
        case .noRecord(let id):
            LocalizedText(zh: "档案里没有\(id.contains(" ") ? "" : " ")\(Self.named(id, .chinese))。", en: "The archive has no \(id).")
        case .ambiguous(let text, let candidates, let isCut):
            LocalizedText(
                zh: "“\(text)”不止一条记录，请写出其中一条的编号（多写几位）：\n  " + candidates.map { Self.listed($0, .chinese) }.joined(separator: "\n  ") + (isCut ? "\n  ……" : ""),
                en: "“\(text)” is more than one record; write more of the id of one:\n  " + candidates.map { Self.listed($0, .english) }.joined(separator: "\n  ") + (isCut ? "\n  …" : ""))
        case .tooLong(let type, let bytes):
            LocalizedText(
                zh: "\(type)：一条记录的公开部分有 \(bytes) 字节，上限是 65535。请减少链接或拆成几条。",
                en: "\(type): the public part of a record has \(bytes) bytes, the limit is 65,535. Use fewer links or several records.")
        case .repeated(let index):
            LocalizedText(
                zh: "同一个幂等键在第 \(index) 条已用于别的内容。",
                en: "The same idempotency key was used for other content in entry \(index).")
        case .notAllowed(let action, let roles, let needed):
            LocalizedText(
                zh: "无权：\(ArchiveAction(rawValue: action)?.name.zh ?? action)。需要的角色：\(Self.names(needed, .chinese))；当前角色：\(Self.names(roles, .chinese))。这次尝试已记入审计日志。",
                en: "Not allowed: \(action). It takes one of the roles \(Self.names(needed, .english)); you have \(Self.names(roles, .english)). The attempt is in the audit trail.")
        case .noPurpose:
            LocalizedText(
                zh: "读取内容须说明目的：--purpose 加 \(AccessPurpose.allCases.map { "\($0.rawValue)（\($0.name.zh)）" }.joined(separator: "、"))。",
                en: "Reading content takes a purpose: --purpose \(AccessPurpose.allCases.map(\.rawValue).joined(separator: "|")).")
        case .member(let reason):
            LocalizedText(zh: "成员：\(reason)", en: "Member: \(reason)")
        case .refused(let id, let reason):
            switch reason {
            case .unknown:
                LocalizedText(
                    zh: "成员密钥（--as 或 KAIPAN_MEMBER）是 \(id) 的，本档案没有登记这位成员：多半是另一个档案的密钥。请换成本档案的密钥，或请管理员用 kaipan archive member add 登记。",
                    en: "The member's key (--as or KAIPAN_MEMBER) is \(id)'s, whom this archive does not know: it is probably another archive's. Use a key of this archive, or let an administrator add the member with kaipan archive member add.")
            case .otherKey:
                LocalizedText(
                    zh: "成员密钥（--as 或 KAIPAN_MEMBER）写的是成员 \(id)，但与档案登记的公钥不符。请用登记时的密钥文件，或请管理员用 kaipan archive member add 登记新的公钥。",
                    en: "The member's key (--as or KAIPAN_MEMBER) names the member \(id), but it is not the key that the archive has for them. Use the key file of then, or let an administrator add the new public key with kaipan archive member add.")
            case .removed:
                LocalizedText(
                    zh: "成员 \(id) 已停用。需要恢复的，请管理员用 kaipan archive member add 重新登记。",
                    en: "The member \(id) was removed. To have them back, let an administrator add them again with kaipan archive member add.")
            }
        case .notYet(let reason), .invalid(let reason): reason
        case .unmarked(let size, let reason):
            LocalizedText(
                zh: "记录已经写入（共 \(size) 条），但检查点没能写进日志文件：\(reason)。请不要重复录入；修好该文件后，下一次写入会补上高水位。",
                en: "The records are in the archive (\(size) entries), but their checkpoint could not be added to a journal: \(reason). Do not enter them again; once the file can be written, the next append brings the high-water mark up to date.")
        case .store(let reason): LocalizedText(zh: "数据库：\(reason)", en: "Database: \(reason)")
        }
    }

    /// `conversation 01…` with the type's name as people read it.
    private static func named(_ text: String, _ language: Language) -> String {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let type = RecordType(rawValue: String(parts[0])) else { return text }
        return "\(type.title[language]) \(parts[1])"
    }

    /// A candidate, `01… signing HT-1`, in the same way.
    private static func listed(_ text: String, _ language: Language) -> String {
        let parts = text.split(separator: " ", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0]) \(parts[1].contains(" ") ? named(String(parts[1]), language) : RecordType(rawValue: String(parts[1]))?.title[language] ?? String(parts[1]))" : text
    }

    private static func names(_ roles: [String], _ language: Language) -> String {
        let names = roles.map { MemberRole(rawValue: $0)?.name[language] ?? $0 }
        if names.isEmpty { return language == .chinese ? "无" : "none" }
        return names.joined(separator: language == .chinese ? "、" : ", ")
    }
}
