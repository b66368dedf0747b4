import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import KaipanWitness

/// `kaipan archive witness`: somebody outside who sees to it that a log only grows.
struct ArchiveWitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: "Witnesses outside of the company, who see that the log only grows. 外部见证人。",
        subcommands: [Key.self, Serve.self, Cosign.self, Show.self])

    /// `witness key`: a new key, made where the witness works.
    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Makes a witness's key and prints what others verify it with. 生成见证人密钥。")

        @Argument(help: "Where to write it. 密钥文件。")
        var path: String

        @Option(name: .long, help: ArgumentHelp("What signatures call the witness: a domain, without spaces and plus signs. 见证人名称。", valueName: "name"))
        var name: String

        @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en. 消息语言。", valueName: "language"))
        var language: Language?

        func run() throws {
            try WitnessProblem.run(CommonOptions.spoken(language)) {
                guard let name = NoteKeyName(name) else {
                    throw ArchiveError.invalid(what: LocalizedText(
                        zh: "见证人名称“\(name)”不能为空，不能有空格、加号或控制字符。", en: "The witness's name “\(name)” must not be empty or have spaces, plus signs or control characters."))
                }
                let key = WitnessKey(name: name)
                try SecretFile.write(key.text, to: path)
                Console.out("\(key.verifierKey)\n")
            }
        }
    }

    /// `witness serve`: needs no archive.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Runs a witness (C2SP tlog-witness): cosigns checkpoints that continue the last one, and no others. 运行见证服务。")

        @Option(name: .long, help: ArgumentHelp("What the witness remembers; it must not go back to an old copy. 状态文件。", valueName: "file"))
        var state: String

        @Option(name: .long, help: ArgumentHelp("The witness's key. 见证人密钥文件。", valueName: "file"))
        var key: String

        @Option(name: .long, help: ArgumentHelp("The name that the key must have. 见证人名称（核对用）。", valueName: "name"))
        var name: String?

        @Option(name: .customLong("log"), help: ArgumentHelp("The key of a log that is witnessed, a line name+hex+base64; may be repeated. 日志的验证密钥。", valueName: "vkey"))
        var logs: [String]

        @Option(name: .long, help: ArgumentHelp("The address to listen at; put a server with TLS before it for others. 监听地址。", valueName: "address"))
        var host = "127.0.0.1"

        @Option(name: .long, help: ArgumentHelp("The port; 0 takes one that is free. 端口。", valueName: "number"))
        var port = 8470

        @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en. 消息语言。", valueName: "language"))
        var language: Language?

        func validate() throws {
            guard (0...65_535).contains(port) else { throw ValidationError(zh: "--port 应为 0 到 65535", en: "--port takes a number from 0 to 65535") }
        }

        func run() async throws {
            let spoken = CommonOptions.spoken(language)
            try await WitnessProblem.run(spoken) {
                let secret = try WitnessKey(parsing: SecretFile.read(key, .witness))
                if let name, !secret.cosigning.name.matches(name) {
                    throw ArchiveError.invalid(what: LocalizedText(
                        zh: "\(key)：密钥的名称是 \(secret.cosigning.name)，不是 \(name)。", en: "\(key): the key is that of \(secret.cosigning.name), not \(name)."))
                }
                let service = try WitnessService(key: secret, logs: logs.map { try NoteVerifierKey(vkey: $0) }, state: state)
                let server = WitnessServer(service, host: host, port: port) { Console.error(WitnessProblem.line($0, spoken)) }
                try await server.run { port in
                    Console.out("\(service.key)\nhttp://\(host.contains(":") ? "[\(host)]" : host):\(port)/add-checkpoint\n")
                }
            }
        }
    }

    /// `witness cosign`: the archive's side.
    struct Cosign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cosign", abstract: "Has a witness cosign the newest checkpoint, and keeps the signature. 请见证人会签。")

        @OptionGroup var options: ArchiveOptions

        @Option(name: .long, help: ArgumentHelp("A witness's address, without add-checkpoint; may be repeated. 见证服务地址。", valueName: "url"))
        var witness: [String]

        @Option(name: .customLong("witness-key"), help: ArgumentHelp("Its key, a line name+hex+base64; as many as addresses, in their order. 见证人的验证密钥。", valueName: "vkey"))
        var key: [String]

        func validate() throws {
            guard witness.count == key.count else { throw ValidationError(zh: "每个 --witness 都须配一个 --witness-key", en: "each --witness URL takes a --witness-key VKEY") }
        }

        func run() async throws {
            try await options.run {
                let witnesses = try zip(witness, key).map { (client: try WitnessClient($0), key: try NoteVerifierKey(vkey: $1)) }
                let (archive, member) = try options.openAnchoring()
                var failed = false
                for (result, witness) in zip(try await archive.cosign(by: witnesses, as: member), witnesses) {
                    switch result {
                    case .success(let stored):
                        options.say(
                            "\(witness.key.name) 已会签前 \(stored.size) 条（\(stored.time?.inChina ?? "")），记录在第 \(stored.position) 条",
                            "\(witness.key.name) cosigned the first \(stored.size) entries (\(stored.time?.description ?? "")); entry \(stored.position) has it")
                    case .failure(let error):
                        failed = true
                        Console.error(error.message[options.spoken])
                    }
                }
                if failed { throw ExitCode(2) }
            }
        }
    }

    /// `witness show`: for whoever runs a witness.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints the checkpoints that a witness cosigned last, and the evidence of forks. 查看见证人的状态。")

        @Option(name: .long, help: ArgumentHelp("What the witness remembers. 状态文件。", valueName: "file"))
        var state: String

        @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en. 消息语言。", valueName: "language"))
        var language: Language?

        func run() async throws {
            let spoken = CommonOptions.spoken(language)
            try await WitnessProblem.run(spoken) {
                guard FileManager.default.fileExists(atPath: state) else {
                    throw ArchiveError.invalid(what: LocalizedText(zh: "\(state)：没有这个文件", en: "\(state): there is no such file"))
                }
                for memory in try await WitnessService.memory(state: state) {
                    Console.out(String(decoding: memory.checkpoint.bytes, as: UTF8.self) + "\n")
                    for evidence in memory.evidence {
                        Console.out(spoken == .chinese ? "✗ 与会签过的检查点矛盾：\n" : "✗ contradicts what was cosigned:\n")
                        Console.out(String(decoding: evidence, as: UTF8.self) + "\n")
                    }
                }
            }
        }
    }
}
