/// A bound on one measure of a project.
public struct NamingNeed: Sendable, Hashable, Codable {
    public var measure: NamingMeasure
    /// In the measure's unit; the least, or the most where the measure is bounded from above.
    public var bound: Double

    public init(_ measure: NamingMeasure, _ bound: Double) {
        self.measure = measure
        self.bound = bound
    }

    /// Whether a value fulfils it.
    public func isMet(by value: Double) -> Bool { measure.isBoundedAbove ? value <= bound : value >= bound }

    /// The bound in words: 用地面积不小于20000平方米.
    public var words: LocalizedText {
        let number = bound == bound.rounded() ? String(Int(bound)) : String(bound)
        let (zh, en) = measure.isBoundedAbove ? ("不大于", "at most") : ("不小于", "at least")
        return LocalizedText(
            zh: "\(measure.title.zh)\(zh)\(number)\(measure.unit.zh)", en: "\(measure.title.en) \(en) \(number)\(measure.unit.en)")
    }
}
