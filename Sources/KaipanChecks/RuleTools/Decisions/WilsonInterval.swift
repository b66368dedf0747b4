/// The interval that a proportion lies in, judged by a sample.
///
/// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
/// Association 22 (1927), 209–212. Unlike the usual approximation it holds for few cases and for proportions near 0 and 1.
public struct WilsonInterval: Sendable, Equatable {
    public var lower: Double
    public var upper: Double

    /// The 0.975 quantile of the normal distribution: an interval of 95 %.
    private static let z = 1.959963984540054

    /// - Parameters:
    ///   - hits: how many of the cases have the property.
    ///   - count: the number of cases, from 1.
    public init(_ hits: Int, of count: Int) {
        let n = Double(count)
        let p = Double(hits) / n
        let square = Self.z * Self.z
        let center = (p + square / (2 * n)) / (1 + square / n)
        let half = Self.z * (p * (1 - p) / n + square / (4 * n * n)).squareRoot() / (1 + square / n)
        lower = max(0, center - half)
        upper = min(1, center + half)
    }
}
