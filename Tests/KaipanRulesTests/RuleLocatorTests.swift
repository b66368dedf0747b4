import Foundation
import KaipanRules
import KaipanTestSupport
import Testing

@Suite("Where the packs are found")
struct RuleLocatorTests {
    /// A tree of installed files with the program at `bin/kaipan`.
    private func with(_ folders: [String], _ body: (_ root: String) throws -> Void) throws {
        var files = ["bin/kaipan": ""]
        for folder in folders { files[folder + "/national/rules.yml"] = Pack.rule }
        try Pack.with(files, body)
    }

    private func locate(_ root: String, option: [String] = [], _ environment: [String: String] = [:]) throws -> [String] {
        try RuleLocator(executable: root + "/bin/kaipan", environment: environment).locate(option: option)
    }

    private static let beside = "bin/Kaipan_kaipan.resources/Rules"
    private static let shared = "share/kaipan"

    @Test func theOptionWinsOverAll() throws {
        try with([Self.beside, Self.shared]) { root in
            let found = try locate(root, option: ["/a", "b"], ["KAIPAN_RULES": "/c"])
            #expect(found == ["/a", "b"])
        }
    }

    @Test func theEnvironmentWinsOverTheFolders() throws {
        try with([Self.beside, Self.shared]) { root in
            let found = try locate(root, ["KAIPAN_RULES": "/c"])
            #expect(found == ["/c"])
        }
    }

    @Test func anEmptyVariableSaysNothing() throws {
        try with([Self.beside]) { root in
            let found = try locate(root, ["KAIPAN_RULES": ""])
            #expect(found == [root + "/" + Self.beside])
        }
    }

    @Test(arguments: [([beside, shared], beside), ([shared], shared), ([shared + "/Rules"], shared + "/Rules")])
    func theFoldersFollowInTheirOrder(_ folders: [String], _ expected: String) throws {
        try with(folders) { root in
            let found = try locate(root)
            #expect(found == [root + "/" + expected])
        }
    }

    @Test func whatIsNotFoundNamesThePlaces() throws {
        // Packs elsewhere, also beside the program without the resource folder, are not taken.
        try with(["Rules", "bin/Rules", "bin"]) { root in
            do throws(RuleError) {
                let found = try RuleLocator(executable: root + "/bin/kaipan", environment: [:]).locate(option: [])
                Issue.record("found \(found)")
            } catch {
                guard case .notFound(let searched) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(searched.contains(root + "/" + Self.beside))
                #expect(searched.contains(root + "/" + Self.shared))
                for place in searched {
                    #expect(error.message.zh.contains(place))
                    #expect(error.message.en.contains(place))
                }
                #expect(error.message.en.contains("--rules"))
            }
        }
    }

    @Test func theCurrentDirectoryIsNoPlace() throws {
        let current = FileManager.default.currentDirectoryPath
        try with([]) { root in
            do throws(RuleError) {
                _ = try RuleLocator(executable: root + "/bin/kaipan", environment: [:]).locate(option: [])
                Issue.record("found packs")
            } catch {
                guard case .notFound(let searched) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(searched.allSatisfy { $0.hasPrefix(root) && !$0.hasPrefix(current + "/") })
            }
        }
    }

    @Test(arguments: [
        (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/kaipan"), (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/kaipan"),
        (["HOME": "/h"], "/h/.cache/kaipan"), (["HOME": ""], nil), ([:], nil),
    ] as [([String: String], String?)])
    func theCacheFolderFollowsTheEnvironment(_ environment: [String: String], _ folder: String?) {
        #expect(RuleLocator(executable: "/bin/kaipan", environment: environment).cacheFolder == folder)
    }
}
