import ArgumentParser
import KaipanArchive
import KaipanText

/// `kaipan archive member`: who may do what.
struct ArchiveMemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Members and their roles. 成员与角色。",
        subcommands: [Key.self, Add.self, Remove.self, List.self])

    /// `member key`: a new key, made where the member works, so that nobody else ever has it.
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Makes a member's key and prints what the administrator needs. 生成成员密钥。")

        @Argument(help: "Where to write it. 密钥文件。")
        var path: String

        @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en. 消息语言。", valueName: "language"))
        var language: Language?

        func run() throws {
            let key = MemberKey()
            do { try key.write(to: path) } catch {
                Console.error(ArchiveProblem.message(error)[CommonOptions.spoken(language)])
                throw ExitCode(2)
            }
            Console.out("\(key.id) \(key.publicKey)\n")
        }
    }

    /// `member add`: adds a member, or changes one's roles.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a member or changes the roles of one; administrators only. 添加成员或更改角色。")

        @OptionGroup var options: ArchiveOptions

        @Argument(help: "The member's id, as `member key` printed it. 成员编号。")
        var id: RecordID

        @Argument(help: "The member's public key. 成员公钥。")
        var publicKey: String

        @Option(name: .long, help: "The member's name; it is stored encrypted. 姓名。")
        var name: String

        @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Roles: \(MemberRole.allCases.map(\.rawValue).joined(separator: ", ")). 角色。", valueName: "role"))
        var roles: [MemberRole]

        func run() throws {
            try options.run {
                try options.session().setMember(id, publicKey: publicKey, name: name, roles: roles)
                options.say("已登记 \(id)：\(roles.map(\.name.zh).joined(separator: "、"))", "\(id) is now \(roles.map(\.name.en).joined(separator: ", "))")
            }
        }
    }

    /// `member remove`: what the member did stays, more does not come.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "remove", abstract: "Takes a member's rights away. 停用成员。")

        @OptionGroup var options: ArchiveOptions

        @Argument(help: "The member's id. 成员编号。")
        var name: RecordName

        func run() throws {
            try options.run {
                let session = try options.session(), id = try name.id(in: session.archive, .member)
                guard let member = try session.archive.members().first(where: { $0.id == id }) else {
                    throw ArchiveError.noRecord(id: id.description)
                }
                try session.setMember(
                    id, publicKey: member.publicKey, name: try session.archive.name(of: id) ?? "", roles: member.roles, isActive: false)
                options.say("已停用 \(id)", "\(id) is removed")
            }
        }
    }

    /// `member list`: everybody, with their roles.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the members. 列出成员。")

        @OptionGroup var options: ArchiveOptions

        func run() throws {
            try options.run {
                let archive = try options.open()
                for member in try archive.members() {
                    let name = try archive.name(of: member.id) ?? ""
                    let roles = member.roles.map { $0.name[options.spoken] }.joined(separator: options.spoken == .chinese ? "、" : ", ")
                    let state = member.isActive ? "" : options.spoken == .chinese ? "  已停用" : "  removed"
                    Console.out("\(member.id)  \(name)  \(roles)\(state)\n")
                }
            }
        }
    }
}
