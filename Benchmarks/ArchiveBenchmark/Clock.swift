/// Time by the wall's clock.
enum Clock {
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

extension [Double] {
    var median: Double { sorted()[count / 2] }
}
