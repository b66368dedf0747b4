/// How many columns text takes on a terminal.
///
/// Han characters and emoji take two, marks and invisible characters none. Characters of ambiguous width (“ ” …) take
/// one, as terminals have it unless they are told otherwise.
public enum DisplayWidth {
    /// The columns of one scalar by itself: 0, 1 or 2.
    ///
    /// A tab has no width of its own and counts 0; `columns(of:from:)` moves to the next stop.
    public static func columns(of scalar: Unicode.Scalar) -> Int {
        // Printable ASCII needs no table, and is most of what a path or an excerpt of markup holds.
        if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: return 0
        default: break
        }
        let entry = ScalarTable.shared.entry(scalar.value)
        return entry.isZeroWidth ? 0 : entry.isWide ? 2 : 1
    }

    /// The columns of a text on one line.
    ///
    /// Emoji sequences (joined, with a skin tone, flags, keycaps, and symbols with U+FE0F) take two columns together.
    ///
    /// - Parameters:
    ///   - text: The text; line ends take no column.
    ///   - column: The column in which it begins, counted from 0. Tabs stop at multiples of 8.
    /// - Complexity: O(*n*) in the length of the text.
    public static func columns(of text: some StringProtocol, from column: Int = 0) -> Int {
        var position = column
        var state = Sequence()
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                position += tabStop - position % tabStop
                state = Sequence()
            } else {
                position += state.advance(scalar)
            }
        }
        return position - column
    }

    private static let tabStop = 8

    /// What the scalars before the current one make of it.
    private struct Sequence {
        private var base: Unicode.Scalar?
        private var baseIsPicture = false
        private var isJoined = false
        private var waitsForFlag = false

        /// The columns that a scalar adds.
        mutating func advance(_ scalar: Unicode.Scalar) -> Int {
            switch scalar.value {
            case 0x200D:
                isJoined = baseIsPicture
                return 0
            case 0xFE0F:
                // The symbol before becomes an emoji; a digit only as the start of a keycap.
                guard let base, baseIsPicture, DisplayWidth.columns(of: base) == 1 else { return 0 }
                self.base = nil
                return 1
            case 0x20E3:
                guard let base, "0123456789#*".unicodeScalars.contains(base) else { return 0 }
                self.base = nil
                return 1
            case 0x1F3FB...0x1F3FF where baseIsPicture:
                return 0
            case 0x1F1E6...0x1F1FF:
                waitsForFlag.toggle()
                base = nil
                baseIsPicture = false
                return waitsForFlag ? 2 : 0
            default:
                return advanceBase(scalar)
            }
        }

        private mutating func advanceBase(_ scalar: Unicode.Scalar) -> Int {
            let width = DisplayWidth.columns(of: scalar)
            guard width > 0 else { return 0 }
            let isPicture = scalar.value >= 0x80 && ScalarTable.shared.entry(scalar.value).isPictographic
            let joins = isJoined && isPicture
            base = joins ? nil : scalar
            baseIsPicture = isPicture
            isJoined = false
            waitsForFlag = false
            return joins ? 0 : width
        }
    }
}
