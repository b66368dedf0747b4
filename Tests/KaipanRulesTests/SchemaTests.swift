import Foundation
import KaipanTestSupport
import Testing

/// `Rules/schema.json` is for editors and other tools; an independent validator has to take the packs by it.
@Suite("The schema of the packs")
struct SchemaTests {
    /// Prints a line for each file that the schema refuses, then the number of files.
    private static let program = """
        import json, pathlib, sys
        import jsonschema, yaml
        class Loader(yaml.SafeLoader): pass
        # The schema sees dates as they are written.
        Loader.yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != 'tag:yaml.org,2002:timestamp']
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        schema = json.loads(pathlib.Path(sys.argv[1]).read_text('utf-8'))
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        count = 0
        for path in sorted(pathlib.Path(sys.argv[2]).rglob('*.yml')):
            count += 1
            part = {'pack.yml': '#/$defs/pack', 'words.yml': '#/$defs/words'}.get(path.name)
            if path.parent.name == 'naming': part = '#/$defs/naming'
            rooted = dict(schema)
            if part:
                rooted = {'$schema': schema['$schema'], '$ref': part, '$defs': schema['$defs']}
            for error in kind(rooted).iter_errors(yaml.load(path.read_text('utf-8'), Loader)):
                print(path, '/'.join(map(str, error.absolute_path)), error.message[:200])
        print('files', count)
        """

    private static let isWanted = Python.isWanted("jsonschema", "yaml")

    private func complaints(in folder: String) throws -> [Substring] {
        let result = try #require(Python.run(["-c", Self.program, Project.path("Rules/schema.json"), folder]))
        try #require(result.status == 0, "\(result.output)")
        return result.output.split(separator: "\n")
    }

    @Test(.enabled(if: isWanted, "python3 with jsonschema and PyYAML is not installed"))
    func takesThePacks() throws {
        let lines = try complaints(in: Project.path("Rules"))
        let count = try #require(lines.last?.split(separator: " ").last.flatMap { Int($0) })
        #expect(count >= 10)
        #expect(lines.dropLast().isEmpty)
    }

    private static let sound = """
        - id: sample
          title: { zh: 样例, en: Sample }
          control: sales-material
          severity: error
          basis:
            - { law: 广告法, article: "26(1)", from: 2015-09-01, verified: true }
          forbid: [样例词]
          message: { zh: 原因, en: reason }
          suggest: { zh: 删去, en: leave it out }
          tests:
            - bad: 这是[样例词]
            - bad: "[样例词]在此"
            - ok: 这是别的词
            - ok: 这里没有

        """

    private static let broken: [(from: String, to: String)] = [
        ("severity: error", "severty: error"), ("severity: error", "severity: fatal"), ("control: sales-material", "control: material"),
        ("id: sample", "id: Sample"), ("forbid: [样例词]", "forbid: []"), ("forbid: [样例词]", "forbid: [样例，词]"), ("forbid: [样例词]", "forbid: ['\\d年']"),
        ("  forbid: [样例词]\n", ""), ("from: 2015-09-01", "from: 2015-13-01"), ("- bad: 这是[样例词]", "- wrong: 这是[样例词]"),
    ]

    @Test(.enabled(if: isWanted, "python3 with jsonschema and PyYAML is not installed"))
    func refusesWhatTheLoaderRefuses() throws {
        var files = ["sound.yml": Self.sound]
        for (index, change) in Self.broken.enumerated() {
            files["broken-\(index).yml"] = Self.sound.replacingOccurrences(of: change.from, with: change.to)
        }
        try Pack.with(files) { root in
            let lines = try complaints(in: root)
            #expect(!lines.contains { $0.contains("/sound.yml") })
            for index in Self.broken.indices {
                #expect(lines.contains { $0.contains("/broken-\(index).yml") }, "\(Self.broken[index].to) was accepted")
                #expect(Pack.error(at: [root + "/broken-\(index).yml"]) != nil, "the loader takes \(Self.broken[index].to)")
            }
            #expect(Pack.error(at: [root + "/sound.yml"]) == nil)
        }
    }
}
