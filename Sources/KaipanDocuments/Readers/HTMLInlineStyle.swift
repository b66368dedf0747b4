import CLibXML2
import Glibc

/// Tells from a `style` attribute whether an element can be seen.
enum HTMLInlineStyle {
    /// Declarations, without white space and in lower case, that hide an element from sight.
    private static let hiding: [StaticString] = [
        "display:none", "visibility:hidden", "visibility:collapse", "font-size:0", "font-size:0px", "opacity:0",
    ]

    /// Whether an inline style hides an element from sight.
    ///
    /// It works on bytes because pages of some editors carry a style on every element.
    static func hides(_ style: UnsafePointer<xmlChar>) -> Bool {
        // Longer declarations than this hide nothing.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { declaration in
            var count = 0
            var index = 0
            while true {
                let byte = style[index]
                index += 1
                switch byte {
                case 0, UInt8(ascii: ";"):
                    if count <= declaration.count, isHiding(UnsafeBufferPointer(rebasing: declaration[..<count])) { return true }
                    if byte == 0 { return false }
                    count = 0
                case 0x20, 0x09...0x0D: continue
                default:
                    if count < declaration.count { declaration[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
                    count += 1
                }
            }
        }
    }

    private static func isHiding(_ declaration: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = declaration.baseAddress, declaration.count >= 9 else { return false }
        let important: StaticString = "!important"
        var count = declaration.count
        while count > important.utf8CodeUnitCount,
            memcmp(base + (count - important.utf8CodeUnitCount), important.utf8Start, important.utf8CodeUnitCount) == 0
        {
            count -= important.utf8CodeUnitCount
        }
        return hiding.contains { $0.utf8CodeUnitCount == count && memcmp(base, $0.utf8Start, count) == 0 }
    }
}
