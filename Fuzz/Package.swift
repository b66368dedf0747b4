// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

/// What is fuzzed: every reader, the decoder and the folding.
let targets = ["html", "xml", "docx", "markdown", "text", "source", "folding"].map { "fuzz-\($0)" }

let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "Kaipan", path: "..")],
    targets: [
        .target(
            name: "FuzzChecks",
            dependencies: [
                .product(name: "KaipanText", package: "Kaipan"), .product(name: "KaipanDocuments", package: "Kaipan"),
            ],
            swiftSettings: settings)
    ] + targets.map { .executableTarget(name: $0, dependencies: ["FuzzChecks"], swiftSettings: settings) }
)
