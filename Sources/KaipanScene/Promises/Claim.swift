import KaipanText

/// What a promise says, in a form that compares: of what, which property, how much, by when.
public struct Claim: Sendable, Hashable {
    /// What it is about: the school, the line, the facility, as it was named; else the topic's name.
    public var subject: String
    /// Whether the words named something, such as 云岭实验小学 rather than 小学.
    public var isNamed: Bool
    /// The kind of thing: 小学, 号线, 泳池; nil where the topic has none.
    public var noun: String?
    /// What of it: `admission`, `travel-time`, `date`; nil for all of it, as refusals speak.
    public var attribute: String?
    public var value: ClaimValue?
    public var date: ClaimDate?
    /// Whether the words hedge: 可能, 预计, 左右.
    public var isHedged: Bool

    public init(
        subject: String, isNamed: Bool = false, noun: String? = nil, attribute: String?, value: ClaimValue? = nil, date: ClaimDate? = nil,
        isHedged: Bool = false
    ) {
        self.subject = subject
        self.isNamed = isNamed
        self.noun = noun
        self.attribute = attribute
        self.value = value
        self.date = date
        self.isHedged = isHedged
    }

    /// The unit of the value.
    public var unit: ClaimUnit? { value?.unit }
}
