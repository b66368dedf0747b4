import Foundation
import KaipanTestSupport

/// The program in `Tests/Interop/evidence` that verifies the log of a package with the code of Go's checksum database.
enum EvidenceVerifier {
    private static let environment = ["GO111MODULE": "off", "GOPATH": "/usr/share/gocode"]

    /// Whether it has to run: where Go and its library are installed, and always in continuous integration.
    static let isWanted =
        ProcessInfo.processInfo.environment["CI"] == "true"
        || PackageFolder.run(["go", "list", "golang.org/x/mod/sumdb/tlog"], in: "/tmp", environment: environment).status == 0

    /// Built once, in the build's own folder.
    private static let build: (path: String, status: Int32, output: String) = {
        let path = Project.path(".build/verify-evidence")
        let built = PackageFolder.run(
            ["go", "build", "-o", path, Project.path("Tests/Interop/evidence/main.go")], in: "/tmp", environment: environment)
        return (path, built.status, built.output)
    }()

    static func verify(_ folder: String) -> (status: Int32, output: String) {
        build.status == 0 ? PackageFolder.run([build.path, folder], in: "/tmp") : (build.status, build.output)
    }
}
