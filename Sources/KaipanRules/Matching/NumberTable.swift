/// Numbers that are read and never written, in memory of their own or where they lie in a mapped file.
///
/// `@unchecked Sendable` is sound: nothing writes the numbers, and the owner keeps them where they are.
struct NumberTable<Number: FixedWidthInteger & BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let owner: AnyObject
    /// Valid as long as the table is; nothing checks indices where the program is built for speed.
    let numbers: UnsafeBufferPointer<Number>

    /// Memory that ends with its owner.
    private final class Memory {
        let numbers: UnsafeMutableBufferPointer<Number>

        init(_ values: [Number]) {
            numbers = .allocate(capacity: values.count)
            _ = numbers.initialize(from: values)
        }

        deinit { numbers.deallocate() }
    }

    private init(_ numbers: UnsafeBufferPointer<Number>, owner: AnyObject) {
        self.numbers = numbers
        self.owner = owner
    }

    init(_ values: [Number]) {
        let memory = Memory(values)
        self.init(UnsafeBufferPointer(memory.numbers), owner: memory)
    }

    /// Takes numbers as they lie in memory; copies them where nobody keeps them, or they begin at no multiple of a number's size.
    ///
    /// - Parameter owner: keeps the bytes where they are; nil has them copied.
    init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?) {
        if let owner, Int(bitPattern: bytes.baseAddress) % MemoryLayout<Number>.alignment == 0 {
            self.init(bytes.bindMemory(to: Number.self), owner: owner)
        } else {
            let count = bytes.count / MemoryLayout<Number>.size
            self.init((0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Number>.size, as: Number.self) })
        }
    }

    var count: Int { numbers.count }

    subscript(index: Int) -> Number { numbers[index] }
}
