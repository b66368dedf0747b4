import CLibXML2

/// What libxml2's interned names stand for, found by the pointer alone.
///
/// A document has a few dozen names and thousands of tags; a hash of the pointer finds them without comparing text.
struct HTMLNames<Value> {
    private var keys: [UnsafePointer<xmlChar>?]
    private var values: [Value?]
    private var count = 0

    init() {
        keys = Array(repeating: nil, count: 64)
        values = Array(repeating: nil, count: 64)
    }

    /// What is known of a name, or nil.
    func value(of name: UnsafePointer<xmlChar>) -> Value? {
        var slot = Self.slot(of: name, among: keys.count)
        while let key = keys[slot] {
            if key == name { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    /// Adds a name that is not known yet.
    mutating func insert(_ value: Value, for name: UnsafePointer<xmlChar>) {
        count += 1
        // Half full is where probing stays short.
        if count * 2 > keys.count { grow() }
        place(value, for: name)
    }

    private mutating func place(_ value: Value?, for name: UnsafePointer<xmlChar>) {
        var slot = Self.slot(of: name, among: keys.count)
        while keys[slot] != nil { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = name
        values[slot] = value
    }

    private mutating func grow() {
        let old = zip(keys, values)
        keys = Array(repeating: nil, count: keys.count * 2)
        values = Array(repeating: nil, count: keys.count)
        for (key, value) in old {
            if let key { place(value, for: key) }
        }
    }

    private static func slot(of name: UnsafePointer<xmlChar>, among count: Int) -> Int {
        // Fibonacci hashing: the high bits of the product are the mixed ones.
        Int(truncatingIfNeeded: (UInt64(UInt(bitPattern: name)) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
    }
}
