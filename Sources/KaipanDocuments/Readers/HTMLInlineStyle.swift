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
                    if count == 0, !mayHide(byte) {
                        // Up to the end of a declaration that is of no interest; the loop sees what ends it.
                        while style[index] != 0, style[index] != UInt8(ascii: ";") { index += 1 }
                        continue
                    }
                    if count < declaration.count { declaration[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
                    count += 1
                }
            }
        }
    }

    /// Whether a declaration that hides can begin with a byte: display, visibility, font-size, opacity.
    private static func mayHide(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "d"), UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "o"): true
        default: false
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
