/// A set of classes of the Nice Classification, 1…45.
public struct NiceClasses: Sendable, Hashable, OptionSet {
    /// Bit n stands for class n; bit 0 and those over 45 are never set.
    public let rawValue: UInt64

    public init(rawValue: UInt64) {
        self.rawValue = rawValue & 0x3FFF_FFFF_FFFE
    }

    /// The set of one class; empty where there is no such class.
    public init(class number: Int) {
        self.init(rawValue: (1...45).contains(number) ? 1 << UInt64(number) : 0)
    }

    public init(_ numbers: some Sequence<Int>) {
        self = numbers.reduce(into: []) { $0.formUnion(NiceClasses(class: $1)) }
    }

    /// The classes in ascending order.
    public var numbers: [Int] { (1...45).filter { rawValue >> UInt64($0) & 1 == 1 } }
}
