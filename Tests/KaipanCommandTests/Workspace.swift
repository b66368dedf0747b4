import Foundation

/// A folder with files to check, beside a pack of the tests' own.
struct Workspace {
    /// The folder with the files, in which the program runs.
    let folder: String
    let pack: String

    static let rules = """
        - id: promise
          title: { zh: 承诺升值, en: Promise of appreciation }
          control: sales-material
          severity: error
          basis:
            - { law: 广告法, article: "26(1)", from: 2015-09-01, verified: true }
          forbid: [升值空间]
          except: { clause: [不承诺] }
          message: { zh: 承诺升值, en: promises appreciation }
          tests:
            - bad: 未来[升值空间]巨大
            - ok: 不承诺升值空间
        - id: absolute
          title: { zh: 绝对化用语, en: Absolute wording }
          control: sales-material
          severity: warning
          basis:
            - { law: 广告法, article: "9(3)", from: 2015-09-01, verified: true }
          forbid: [第一]
          message: { zh: 绝对化, en: absolute }
          tests:
            - bad: 城市[第一]居所
            - ok: 城市居所
        - id: opinion
          title: { zh: 主观评价, en: Opinion }
          control: sales-material
          severity: notice
          basis:
            - { law: 广告法, article: "4", from: 2015-09-01, verified: true }
          forbid: [环境优美]
          message: { zh: 主观, en: opinion }
          tests:
            - bad: 小区[环境优美]
            - ok: 小区环境
        - id: contract-only
          title: { zh: 合同用语, en: Contract wording }
          control: sales-document
          severity: error
          basis:
            - { law: 民法典, article: "496", from: 2021-01-01, verified: true }
          documents: [contract]
          forbid: [最终解释权]
          message: { zh: 解释权, en: last word }
          tests:
            - { bad: "[最终解释权]归我司", kind: contract }
            - { ok: 解释合同, kind: contract }
        - id: permit
          title: { zh: 缺少许可证号, en: No permit number }
          control: sales-method
          severity: error
          basis:
            - { law: 城市房地产管理法, article: "45", from: 2007-08-30, verified: true }
          documents: [brochure]
          require:
            counts: ['预售许可证第[0-9]+号']
          message: { zh: 应载明, en: must be stated }
          tests:
            - { bad: "[]楼书", kind: brochure }
            - { ok: 预售许可证第2026号, kind: brochure }

        """

    static let cityRules = """
        - id: city-wording
          title: { zh: 学区, en: School district }
          control: sales-material
          severity: error
          basis:
            - { law: 地方通知, from: 2020-01-01, verified: false }
          forbid: [学区房]
          message: { zh: 学区, en: school district }
          tests:
            - bad: "[学区房]在售"
            - ok: 住宅在售

        """

    static let cityPack = """
        name: city
        city: "440100"
        override:
          - { id: absolute, severity: error, reason: { zh: 当地从严, en: stricter here } }
          - { id: opinion, severity: off, reason: { zh: 当地不管, en: not here } }

        """

    /// Hands over a folder with files whose names may hold folders, and removes it afterwards.
    static func with<Result>(_ files: [String: [UInt8]], _ body: (Workspace) throws -> Result) throws -> Result {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-work-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let workspace = Workspace(folder: root.path + "/files", pack: root.path + "/pack")
        try FileManager.default.createDirectory(atPath: workspace.folder, withIntermediateDirectories: true)
        let pack = [
            "pack/national/pack.yml": "name: tried\nversion: \"1.0\"\n", "pack/national/rules.yml": rules,
            "pack/cities/440100/pack.yml": cityPack, "pack/cities/440100/rules.yml": cityRules,
        ]
        for (name, bytes) in files.map({ ("files/" + $0, $1) }) + pack.map({ ($0, Array($1.utf8)) }) {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        return try body(workspace)
    }

    static func with<Result>(_ files: [String: String], _ body: (Workspace) throws -> Result) throws -> Result {
        try with(files.mapValues { Array($0.utf8) }, body)
    }

    /// `kaipan check` with the pack.
    func check(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], output: String? = nil
    ) throws -> KaipanProcess.Outcome {
        try KaipanProcess.run(
            ["check", "--rules", pack] + arguments, input: input, environment: environment, in: folder, output: output)
    }

    func json(_ arguments: [String], input: [UInt8] = []) throws -> Report {
        try check(["--format", "json"] + arguments, input: input).json()
    }

    func path(_ name: String) -> String { folder + "/" + name }
}
