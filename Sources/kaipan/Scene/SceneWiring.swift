import KaipanScene

/// Joins what judges promises, scripts and acknowledgements to the scene.
enum SceneWiring {
    static var parts: SceneParts { SceneParts() }
}
