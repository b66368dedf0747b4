/// The registers that a name is compared with: 地名, 商标, 集团项目.
public enum RegisterKind: String, Sendable, Hashable, Codable, CaseIterable {
    case place, trademark, project
}
