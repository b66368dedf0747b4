import KaipanText

/// One character of what is said, with how it sounds.
package struct SpokenUnit: Sendable, Hashable {
    /// What else is known of a unit.
    package struct Marks: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        /// A pause that was written stands before it: a comma or more.
        static let afterPause = Marks(rawValue: 1)
        /// Negates what follows.
        static let negates = Marks(rawValue: 2)
        /// Negates what follows at a distance too: 不会, 没有, 无法.
        static let negatesFar = Marks(rawValue: 4)
        /// Sounds as a negation does and is none as it is written.
        static let soundsNegative = Marks(rawValue: 8)
        /// Belongs to a number.
        package static let isNumeral = Marks(rawValue: 16)
        /// Begins or goes on with words that leave it open: 大概, 不一定.
        static let hedges = Marks(rawValue: 32)

        package init(rawValue: UInt8) { self.rawValue = rawValue }
    }

    package var scalar: UInt32
    /// How the character may sound; of what is no Han character a number of its own.
    var sounds: (UInt16, UInt16, UInt16)
    /// Of the text that it was read from, in Unicode scalars.
    package var characters: Range<Int32>
    package var marks: Marks = []
    /// In the list of passages; 0 for a text by itself.
    var passage: Int32 = 0

    static let noSound = UInt16.max

    init(scalar: UInt32, characters: Range<Int32>, marks: Marks = []) {
        self.scalar = scalar
        self.characters = characters
        self.marks = marks
        let classes = Mandarin.soundClasses(of: scalar)
        sounds = classes.count == 0
            ? (0x8000 | UInt16(truncatingIfNeeded: scalar & 0x7FFE), Self.noSound, Self.noSound)
            : (classes.first, classes.second, classes.third)
    }

    func soundsLike(_ other: SpokenUnit) -> Bool {
        func has(_ sound: UInt16) -> Bool {
            sound != Self.noSound && (other.sounds.0 == sound || other.sounds.1 == sound || other.sounds.2 == sound)
        }
        return has(sounds.0) || has(sounds.1) || has(sounds.2)
    }

    /// Calls a closure with each way to pronounce a pair.
    static func pairs(_ a: SpokenUnit, _ b: SpokenUnit, _ body: (UInt32) -> Void) {
        func inner(_ first: UInt16) {
            body(UInt32(first) << 16 | UInt32(b.sounds.0))
            if b.sounds.1 != noSound { body(UInt32(first) << 16 | UInt32(b.sounds.1)) }
            if b.sounds.2 != noSound { body(UInt32(first) << 16 | UInt32(b.sounds.2)) }
        }
        inner(a.sounds.0)
        if a.sounds.1 != noSound { inner(a.sounds.1) }
        if a.sounds.2 != noSound { inner(a.sounds.2) }
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.scalar == b.scalar && a.characters == b.characters && a.marks == b.marks && a.passage == b.passage
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(scalar)
        hasher.combine(characters)
    }
}
