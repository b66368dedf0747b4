import Foundation
import KaipanText

/// A scene as a file.
public enum SceneReport {
    /// The formats of a scene.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case text, json, html
    }

    /// JSON with sorted keys; texts of the program's own are in both languages.
    public static func json(_ scene: Scene) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(scene), as: UTF8.self) + "\n"
    }

    /// - Parameter width: of the terminal in columns; nil for lines that are as long as they are.
    public static func text(_ scene: Scene, language: Language, width: Int? = nil) -> String { SceneText(scene, language, width: width).report }

    /// One self-contained page that loads nothing, except recordings that lie beside it.
    public static func html(_ scene: Scene, language: Language) -> String { ScenePage(scene, language).html }
}
