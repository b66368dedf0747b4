/// What folding and display need to know of every Unicode scalar, in one lookup.
///
/// The table has two levels: 256 scalars form a page, and pages with the same content (most of them) are one.
/// A lookup is two loads and no branch. Keep the table in a local constant in a hot loop, because `shared`
/// checks on every access that it was built.
///
/// `@unchecked Sendable` is sound: the pointers lead to memory that only the initializer writes, before anyone
/// else can see it, and that is never freed, because the one table lives as long as the process.
package struct ScalarTable: @unchecked Sendable {
    /// The one table, built at first use in a fraction of a millisecond.
    package static let shared = ScalarTable()

    @usableFromInline let pages: UnsafePointer<UInt16>
    @usableFromInline let entries: UnsafePointer<UInt32>
    @usableFromInline let bytes: UnsafePointer<UInt8>

    /// The entry of a scalar.
    ///
    /// - Parameter scalar: A Unicode scalar value, 0…0x10FFFF. Any other value is safe and means nothing.
    /// - Complexity: O(1).
    @inlinable @inline(__always)
    package func entry(_ scalar: UInt32) -> Entry {
        let page = Int(pages[Int(scalar &>> 8) & 0x1FFF])
        return Entry(raw: entries[page &<< 8 | Int(scalar & 0xFF)])
    }

    /// The UTF-8 of what an entry folds to when that is several scalars, else empty.
    ///
    /// - Parameter entry: An entry of this table with `hasExpansion`.
    /// - Returns: At most 63 bytes, valid for ever. No scalar among them folds to anything but itself.
    @inlinable @inline(__always)
    package func expansion(of entry: Entry) -> UnsafeBufferPointer<UInt8> {
        guard entry.hasExpansion else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: bytes + entry.expansionOffset, count: entry.expansionLength)
    }

    init() {
        var builder = ScalarTableBuilder()
        builder.paint(CharacterClasses.han, Entry.Bits.han)
        builder.paint(CharacterClasses.ignorable, Entry.Bits.ignorable)
        builder.paint(CharacterClasses.combining, Entry.Bits.combining)
        builder.paint(CharacterClasses.decorative, Entry.Bits.decorative)
        builder.paint(CharacterClasses.word, Entry.Bits.word)
        builder.paint(CharacterClasses.space, Entry.Bits.space)
        builder.paint(CharacterClasses.wide, Entry.Bits.wide)
        builder.paint(CharacterClasses.zeroWidth, Entry.Bits.zeroWidth)
        builder.paint(CharacterClasses.pictographic, Entry.Bits.pictographic)
        builder.readFolds()
        pages = UnsafePointer(builder.pages)
        entries = UnsafePointer(builder.entries)
        bytes = UnsafePointer(builder.bytes)
    }
}

extension ScalarTable {
    /// The classes of one scalar and what it folds to.
    ///
    /// `isHan`, `isDecorative` and `isSpace` speak of what the scalar is read as: the stamp ㊞ folds to 印 and
    /// is Han, ㎡ folds to m2 and is no decoration, the ideographic space is a space. `isIgnorable` and
    /// `isCombining` exclude each other and all of these. The widths are those of the scalar itself.
    package struct Entry: Sendable, Equatable {
        /// Bit 0…20 payload (a scalar, or length and offset of an expansion), 21…22 kind of folding, 23…31 classes.
        @usableFromInline let raw: UInt32

        @inlinable @inline(__always)
        init(raw: UInt32) { self.raw = raw }

        enum Bits {
            static let single: UInt32 = 1 << 21
            static let expansion: UInt32 = 1 << 22
            static let han: UInt32 = 1 << 23
            static let ignorable: UInt32 = 1 << 24
            static let combining: UInt32 = 1 << 25
            static let decorative: UInt32 = 1 << 26
            static let space: UInt32 = 1 << 27
            static let wide: UInt32 = 1 << 28
            static let zeroWidth: UInt32 = 1 << 29
            static let pictographic: UInt32 = 1 << 30
            static let word: UInt32 = 1 << 31
        }

        /// An ideograph (〇 and 々 too), or a scalar that folds to nothing but ideographs.
        @inlinable package var isHan: Bool { raw & (1 << 23) != 0 }
        /// Nobody sees it: zero-width and directional characters, variation selectors, controls but tab and line ends.
        @inlinable package var isIgnorable: Bool { raw & (1 << 24) != 0 }
        /// A mark that stands on the scalar before it.
        @inlinable package var isCombining: Bool { raw & (1 << 25) != 0 }
        /// A symbol, bullet, dash or picture that decorates text between Han characters.
        @inlinable package var isDecorative: Bool { raw & (1 << 26) != 0 }
        /// White space, line ends included, or a scalar that folds to a space.
        @inlinable package var isSpace: Bool { raw & (1 << 27) != 0 }
        /// Two columns wide on a terminal.
        @inlinable package var isWide: Bool { raw & (1 << 28) != 0 }
        /// Without a column of its own on a terminal.
        @inlinable package var isZeroWidth: Bool { raw & (1 << 29) != 0 }
        /// May be shown as an emoji when U+FE0F follows.
        @inlinable package var isPictographic: Bool { raw & (1 << 30) != 0 }
        /// A letter or number of any script, Han too, or a scalar whose folding begins and ends with one.
        @inlinable package var isWord: Bool { raw & (1 << 31) != 0 }

        /// In none of the classes that decide about spacing, and folds to itself: Latin small letters,
        /// digits, sentence punctuation, kana.
        @inlinable package var isPlain: Bool { raw & 0x0FE0_0000 == 0 }
        /// An ideograph that folds to itself and is in no other class: the most frequent case of all.
        @inlinable package var isPlainHan: Bool { raw & 0x0FE0_0000 == 1 << 23 }

        /// Whether folding leaves the scalar alone.
        @inlinable package var foldsToItself: Bool { raw & (3 << 21) == 0 }
        /// The scalar that this one folds to, or 0 when it folds to itself or to several.
        @inlinable package var single: UInt32 { raw & (1 << 21) != 0 ? raw & 0x1F_FFFF : 0 }
        /// Whether it folds to several scalars, which `ScalarTable.expansion(of:)` gives.
        @inlinable package var hasExpansion: Bool { raw & (1 << 22) != 0 }

        @usableFromInline var expansionOffset: Int { Int(raw & 0x7FFF) }
        @usableFromInline var expansionLength: Int { Int(raw >> 15 & 0x3F) }
    }
}
