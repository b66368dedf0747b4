import KaipanChecks
import Testing

@Suite("Wilson's interval")
struct WilsonIntervalTests {
    /// Figures of R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3, and limits that follow by hand.
    @Test(arguments: [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718), (1, 1, 0.2065, 1.0)])
    func isAsPublished(_ hits: Int, _ count: Int, _ lower: Double, _ upper: Double) {
        let interval = WilsonInterval(hits, of: count)
        #expect(abs(interval.lower - lower) < 0.00006 && abs(interval.upper - upper) < 0.00006, "\(interval)")
    }

    @Test func isSymmetric() {
        for count in 1...40 {
            for hits in 0...count {
                let (a, b) = (WilsonInterval(hits, of: count), WilsonInterval(count - hits, of: count))
                #expect(abs(a.lower + b.upper - 1) < 1e-12)
                #expect(a.lower >= 0 && a.upper <= 1 && a.lower < a.upper)
            }
        }
    }
}
