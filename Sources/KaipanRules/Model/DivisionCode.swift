/// The six-digit codes of administrative divisions, as GB/T 2260 numbers them.
package enum DivisionCode {
    package static func isValid(_ text: String) -> Bool {
        text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
