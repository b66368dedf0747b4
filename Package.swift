// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

// The program carries the Swift runtime and Foundation in itself: it runs where no Swift is installed, and its start takes three quarters of the time,
// because tens of thousands of symbols need not be looked up. The archives name each other in no order, which lld alone allows.
let carriesRuntime: [LinkerSetting] = Context.environment["KAIPAN_SHARED_RUNTIME"] == nil ? [
    .unsafeFlags(["-static-stdlib", "-use-ld=lld"]), .linkedLibrary("_CFURLSessionInterface"),
    .linkedLibrary("CoreFoundation"), .linkedLibrary("_FoundationCShims"), .linkedLibrary("_FoundationCollections"),
    .linkedLibrary("_FoundationICU"),
] : []

let libraries = ["CLazyLibraries", "CLibXML2", "CHyperscan", "CZip", "CMD4C", "CCSV", "CYAJL", "CXXHash", "CPostgreSQL", "CMalloc", "KaipanText",
                 "KaipanPostgres", "KaipanDocuments", "KaipanRules", "KaipanNames", "KaipanChecks", "KaipanReports", "KaipanLog",
                 "KaipanTimeStamps", "KaipanArchive", "KaipanWitness", "KaipanScene"]

let package = Package(
    name: "Kaipan",
    defaultLocalization: "zh",
    products: [
        .executable(name: "kaipan", targets: ["kaipan"]),
        .library(name: "KaipanText", targets: ["KaipanText"]),
        .library(name: "KaipanDocuments", targets: ["KaipanDocuments"]),
        .library(name: "KaipanRules", targets: ["KaipanRules"]),
        .library(name: "KaipanNames", targets: ["KaipanNames"]),
        .library(name: "KaipanChecks", targets: ["KaipanChecks"]),
        .library(name: "KaipanReports", targets: ["KaipanReports"]),
        .library(name: "KaipanLog", targets: ["KaipanLog"]),
        .library(name: "KaipanTimeStamps", targets: ["KaipanTimeStamps"]),
        .library(name: "KaipanArchive", targets: ["KaipanArchive"]),
        .library(name: "KaipanWitness", targets: ["KaipanWitness"]),
        .library(name: "KaipanScene", targets: ["KaipanScene"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CHyperscan", pkgConfig: "libhs", providers: [.apt(["libhyperscan-dev"])]),
        // Headers alone: what they declare is in CLazyLibraries.
        .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CMD4C", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),
        .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CYAJL", pkgConfig: "yajl", providers: [.apt(["libyajl-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CPostgreSQL", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CMalloc"),

        // libcurl's header is needed too, for Foundation, which calls it.
        .target(name: "CLazyLibraries"),
        .target(name: "KaipanText", dependencies: ["CLazyLibraries"], swiftSettings: settings),
        .target(
            name: "KaipanDocuments",
            dependencies: ["KaipanText", "CLibXML2", "CZip", "CMD4C", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "KaipanRules",
            dependencies: [
                "KaipanText", "CHyperscan", "CXXHash", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(name: "KaipanPostgres", dependencies: ["KaipanText", "CPostgreSQL"], swiftSettings: settings),
        .target(
            name: "KaipanNames",
            dependencies: [
                "KaipanText", "CLibXML2", "CCSV", "CYAJL", "CXXHash", "KaipanPostgres", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(name: "KaipanChecks", dependencies: ["KaipanRules", "KaipanDocuments", "KaipanNames"], swiftSettings: settings),
        .target(
            name: "KaipanReports", dependencies: ["KaipanChecks", "KaipanNames", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),

        .target(
            name: "KaipanLog", dependencies: ["KaipanText", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings),
        .target(
            name: "KaipanTimeStamps",
            dependencies: [
                "KaipanText", .product(name: "SwiftASN1", package: "swift-asn1"), .product(name: "X509", package: "swift-certificates"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "KaipanArchive",
            dependencies: [
                "KaipanText", "KaipanLog", "KaipanTimeStamps", "KaipanPostgres", "KaipanDocuments", "KaipanChecks", "CCSV", "CYAJL",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "KaipanWitness",
            dependencies: [
                "KaipanText", "KaipanLog", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings),
        .target(
            name: "KaipanScene",
            dependencies: [
                "KaipanText", "KaipanLog", "KaipanTimeStamps", "KaipanRules", "KaipanChecks", "KaipanDocuments", "KaipanReports", "KaipanArchive",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
            ],
            // Kaipan hands them out with every evidence package; in the code, as no folder of resources need be beside it.
            resources: [.embedInCode("Evidence/verify.py"), .embedInCode("Evidence/VERIFY.md")],
            swiftSettings: settings),
        .executableTarget(
            name: "kaipan",
            dependencies: [
                "KaipanChecks", "KaipanReports", "KaipanNames", "KaipanArchive", "KaipanWitness", "KaipanScene", "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The packs stand at the top level for people; only a target rooted there can carry them as a resource.
            path: ".",
            exclude: ["Fixtures", "Scripts", "Tests", "Benchmarks", "seeds", "Makefile", "README.md", "README.zh-CN.md",
                      "LICENSE", "action.yml", "ci", "CONTRIBUTING.md", "CHANGELOG.md", "Fuzz", "docs"] + libraries.map { "Sources/\($0)" },
            sources: ["Sources/kaipan"],
            resources: [.copy("Rules")],
            swiftSettings: settings,
            linkerSettings: carriesRuntime),

        // Measures the index of names (Benchmarks/names.py); in no product, so that nobody who uses the package builds it.
        .executableTarget(
            name: "names-benchmark", dependencies: ["KaipanNames"], path: "Benchmarks/NamesBenchmark", swiftSettings: settings),
        // Measures the archive beside bare inserts; in no product either.
        .executableTarget(
            name: "archive-benchmark",
            dependencies: ["KaipanArchive", "KaipanScene", "KaipanPostgres", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Benchmarks/ArchiveBenchmark", swiftSettings: settings),
        // Measures script adherence on planted conversations; in no product either.
        .executableTarget(
            name: "adherence-benchmark", dependencies: ["KaipanScene"], path: "Benchmarks/AdherenceBenchmark",
            swiftSettings: settings),

        // Fault tests of the archive (Tests/Torture); in no product, so that nobody who uses the package builds it.
        .executableTarget(
            name: "archive-torture",
            dependencies: [
                "KaipanArchive", "KaipanLog", "KaipanPostgres", "KaipanText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Torture/ArchiveTorture", swiftSettings: settings),

        .target(
            name: "KaipanTestSupport", dependencies: ["KaipanChecks", "KaipanPostgres", "CZip"], path: "Tests/KaipanTestSupport",
            // Writes archives, and starts servers, which Kaipan itself does not.
            swiftSettings: settings, linkerSettings: [.linkedLibrary("zip"), .linkedLibrary("pq")]),
        .testTarget(name: "KaipanTextTests", dependencies: ["KaipanText", "KaipanTestSupport"], swiftSettings: settings),
        .testTarget(
            name: "KaipanDocumentsTests", dependencies: ["KaipanDocuments", "KaipanTestSupport", "CZip"],
            swiftSettings: settings),
        .testTarget(name: "KaipanRulesTests", dependencies: ["KaipanRules", "KaipanTestSupport"], swiftSettings: settings),
        .testTarget(
            name: "KaipanNamesTests", dependencies: ["KaipanNames", "KaipanTestSupport"], swiftSettings: settings),
        .testTarget(name: "KaipanPostgresTests", dependencies: ["KaipanPostgres", "KaipanTestSupport"], swiftSettings: settings),
        .testTarget(
            name: "KaipanChecksTests",
            dependencies: [
                "KaipanChecks", "KaipanReports", "KaipanTestSupport", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "KaipanReportsTests", dependencies: ["KaipanReports", "KaipanTestSupport"], exclude: ["Golden"], swiftSettings: settings),
        .testTarget(name: "KaipanLogTests", dependencies: ["KaipanLog"], swiftSettings: settings),
        .testTarget(
            name: "KaipanTimeStampsTests", dependencies: ["KaipanTimeStamps", "KaipanTestSupport"], swiftSettings: settings),
        .testTarget(
            name: "KaipanArchiveTests", dependencies: [
                "KaipanArchive", "KaipanWitness", "KaipanTestSupport", "archive-torture", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "KaipanSceneTests",
            dependencies: ["KaipanScene", "KaipanTestSupport", "adherence-benchmark", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        // Runs the program, which every build with tests makes; no dependency on it, whose linking is not a test's.
        .testTarget(name: "KaipanCommandTests", dependencies: ["KaipanText", "KaipanTestSupport"], swiftSettings: settings),
    ]
)
