import KaipanLog
import KaipanText

/// How long what was said is kept (PIPL articles 19 and 47): a clock for each class, which counsel sets.
///
/// The usual values are proposals: a year without a purchase; the general limitation period of three years (民法典 article 188) after
/// hand-over; two years after a dispute ended.
public struct RetentionPolicy: Sendable, Hashable {
    /// After the last contact with somebody who bought nothing, in months, from 1.
    public var visitMonths: Int
    /// After the hand-over of what was bought, in months, from 1.
    public var purchaseMonths: Int
    /// After a complaint or suit was closed, in months, from 1.
    public var caseMonths: Int

    public init(visitMonths: Int = 12, purchaseMonths: Int = 36, caseMonths: Int = 24) {
        self.visitMonths = visitMonths
        self.purchaseMonths = purchaseMonths
        self.caseMonths = caseMonths
    }

    var data: CanonicalObject {
        [
            "visit_months": .integer(Int64(visitMonths)), "purchase_months": .integer(Int64(purchaseMonths)),
            "case_months": .integer(Int64(caseMonths)),
        ]
    }

    /// - Returns: nil where the record has other facts.
    init?(_ record: StoredRecord) {
        let data = record.leaf.data
        guard let visit = data["visit_months"]?.integer, let purchase = data["purchase_months"]?.integer, let closed = data["case_months"]?.integer
        else { return nil }
        self.init(visitMonths: Int(visit), purchaseMonths: Int(purchase), caseMonths: Int(closed))
    }
}
