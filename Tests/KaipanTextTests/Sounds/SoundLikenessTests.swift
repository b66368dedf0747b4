import KaipanText
import Testing

@Suite("How alike characters sound")
struct SoundLikenessTests {
    @Test("Two characters", arguments: [
        ("翰", "瀚", .same), ("园", "圆", .same), ("园", "远", .sameSyllable), ("景", "璟", .same), ("城", "成", .same),
        ("兴", "新", .near), ("金", "京", .near), ("兰", "南", .near), ("山", "三", .near), ("湾", "望", .near), ("厦", "夏", .same),
        ("厦", "傻", .sameSyllable), ("番", "攀", .same), ("长", "常", .same), ("长", "掌", .same), ("单", "善", .same), ("六", "鹿", .same),
        ("江", "湖", .none), ("湖", "福", .none), ("园", "园", .same), ("園", "园", .same), ("a", "a", .none), ("园", "1", .none),
    ] as [(Unicode.Scalar, Unicode.Scalar, SoundLikeness)])
    func likeness(a: Unicode.Scalar, b: Unicode.Scalar, expected: SoundLikeness) {
        #expect(SoundLikeness(a, b) == expected)
        #expect(SoundLikeness(b, a) == expected)
    }

    @Test func likenessIsOrdered() {
        #expect([SoundLikeness.same, .none, .sameSyllable, .near].sorted() == [.none, .near, .sameSyllable, .same])
    }
}
