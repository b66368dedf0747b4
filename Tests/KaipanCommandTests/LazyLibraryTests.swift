import Foundation
import KaipanTestSupport
import Testing

/// Runs the program where libzip, libpq and libcurl cannot be opened: empty files of their names come first in the search.
@Suite("Libraries that are opened when needed")
struct LazyLibraryTests {
    private static let names = ["libzip.so.4", "libzip.so.5", "libzip.so", "libpq.so.5", "libpq.so", "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"]

    /// With Foundation as a library of its own, that needs libcurl to start.
    private static let isSelfContained = ProcessInfo.processInfo.environment["KAIPAN_SHARED_RUNTIME"] == nil

    private func withoutLibraries(_ body: (Workspace, [String: String]) throws -> Void) throws {
        let files = Dictionary(uniqueKeysWithValues: Self.names.map { ("lib/\($0)", "") } + [("a.txt", "升值空间\n")])
        try Workspace.with(files) { work in
            let environment = ["LD_LIBRARY_PATH": work.path("lib"), "KAIPAN_MASTER_KEY": String(repeating: "0f", count: 32)]
            try body(work, environment)
        }
    }

    @Test(.enabled(if: isSelfContained, "built with a shared runtime"), arguments: [
        ("zh", "读取 Office 文档要用 libzip，但打不开它", "Debian、Ubuntu 的软件包：libzip4 或 libzip5"), ("en", "Reading office documents takes libzip, which cannot be opened", "package of Debian and Ubuntu: libzip4 or libzip5"),
    ])
    func `a check needs libzip for office documents alone`(_ language: String, _ problem: String, _ advice: String) throws {
        try withoutLibraries { work, environment in
            let check = ["check", "--rules", work.pack, "--language", language]
            let text = try KaipanProcess.run(check + ["a.txt"], environment: environment, in: work.folder)
            #expect(text.status == 1 && text.out.contains("升值空间"), "\(text.err)")
            let document = Project.path("Fixtures/launch/02-销售方式/蓄客与销售方式方案.docx")
            let office = try KaipanProcess.run(check + [document], environment: environment, in: work.folder)
            #expect(office.status == 2 && (office.out + office.err).contains(problem) && (office.out + office.err).contains(advice), "\(office.out)\(office.err)")
        }
    }

    @Test(.enabled(if: isSelfContained, "built with a shared runtime"))
    func `servers, authorities and the doctor say what is missing`() throws {
        try withoutLibraries { work, environment in
            func run(_ arguments: [String]) throws -> KaipanProcess.Outcome {
                try KaipanProcess.run(arguments + ["--language", "en"], environment: environment, in: work.folder)
            }
            let server = try run(["archive", "status", "--store", "postgresql://nobody@localhost/none"])
            #expect(server.status == 2 && server.err.contains("takes libpq, which cannot be opened") && server.err.contains("libpq5"), "\(server.err)")
            let archive = ["--archive", "archive"]
            #expect(try run(["archive", "init", "--name", "archive.example/test", "--administrator", "admin.key"] + archive).status == 0)
            let stamp = try run(["archive", "timestamp", "--tsa", "http://127.0.0.1:1"] + archive)
            #expect(stamp.status == 2 && stamp.err.contains("takes libcurl, which cannot be opened") && stamp.err.contains("libcurl4"), "\(stamp.err)")
            let doctor = try run(["doctor", "--rules", work.pack])
            #expect(doctor.status == 0)
            for name in ["libzip", "libpq", "libcurl"] { #expect(doctor.out.contains("– \(name): "), "\(doctor.out)") }
        }
    }
}
