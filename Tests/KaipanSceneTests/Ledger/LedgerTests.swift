import KaipanLog
import KaipanRules
import KaipanScene
import KaipanText
import Testing

struct LedgerTests {
    private func document(_ kind: LedgerDocument.Kind, _ clauses: [String], forbidden: Set<String> = []) throws -> LedgerDocument {
        let source: SourceReference.Kind = kind == .script ? .script : kind == .brochure ? .document : .clause
        let passages = clauses.enumerated().map { number, text in
            Passage(source: SourceReference(kind: source, record: kind.rawValue, part: "\(number + 1)"), role: .seller, text: text, time: PromiseSupport.moment)
        }
        return LedgerDocument(id: kind.rawValue, kind: kind, title: kind.rawValue, passages: passages, forbidden: forbidden, extractor: try PromiseSupport.extractor.get())
    }

    private func entry(
        _ words: String, _ attribute: String, contract: [String]? = nil, brochure: [String] = [], script: [String]? = nil, forbidden: Set<String> = [],
        supplement: [String]? = nil, profile: JurisdictionProfile = .national
    ) throws -> LedgerEntry {
        let promise = try PromiseSupport.promise(words, attribute)
        let ledger = Ledger(
            promises: [promise], brochures: [try document(.brochure, brochure)], script: try script.map { try document(.script, $0, forbidden: forbidden) },
            contract: try contract.map { try document(.contract, $0) }, supplements: try supplement.map { [try document(.supplement, $0)] } ?? [], profile: profile)
        return try #require(ledger.entries.first)
    }

    /// What is promised, what the contract says, how it stands to it, and what remains.
    @Test(arguments: [
        ("2027年6月30日前交房", "date", "出卖人应当在2027年6月30日前交付房屋。", "stated", "kept"),
        ("2027年6月30日前交房", "date", "出卖人应当在2027年3月31日前交付房屋。", "stated", "kept"),
        ("2027年6月30日前交房", "date", "出卖人应当在2027年12月31日前交付房屋。", "contradicted", "contradicted"),
        ("2027年6月30日前交房", "date", "交付时间为2027年。", "narrowed", "absent"),
        ("2027年6月30日前交房", "date", "预计2027年6月30日前交付房屋。", "narrowed", "absent"),
        ("2027年6月30日前交房", "date", "合同一式四份。", "absent", "absent"),
        ("建筑面积是118.6平方米", "size", "建筑面积118.60平方米。", "stated", "kept"),
        ("建筑面积是118.6平方米", "size", "建筑面积112平方米。", "narrowed", "contradicted"),
        ("物业费两块八一平", "price", "物业服务费为每月每平方米2.8元。", "stated", "kept"),
        ("物业费两块八一平", "price", "物业服务费为每月每平方米3.5元。", "contradicted", "contradicted"),
        ("送你两年物业费", "gift", "出卖人赠送24个月物业费。", "stated", "kept"),
        ("送你两年物业费", "gift", "出卖人赠送一年物业费。", "narrowed", "contradicted"),
        ("总价给你打九八折", "rate", "买受人享受99折优惠。", "contradicted", "contradicted"),
        ("总价给你打九八折", "rate", "买受人享受97折优惠。", "stated", "kept"),
        ("孩子肯定能上实验小学", "admission", "出卖人不承诺入学。", "contradicted", "contradicted"),
        ("孩子肯定能上实验小学", "admission", "学区划分以教育部门当年公布为准。", "excluded", "absent"),
        ("孩子肯定能上实验小学", "admission", "广告仅为要约邀请，双方权利义务以买卖合同约定为准。", "excluded", "absent"),
        ("对口云岭实验小学", "zone", "本项目对口第三中学。", "contradicted", "contradicted"),
        ("卫生间洁具用的是澄川牌", "brand", "卫生间洁具采用澄川牌或者同等档次的品牌。", "narrowed", "absent"),
        ("卫生间洁具用的是澄川牌", "brand", "卫生间洁具采用岭西牌。", "contradicted", "contradicted"),
        ("交房后90天内办好房产证", "title-date", "出卖人应当自交付之日起360日内协助买受人办理不动产登记。", "contradicted", "contradicted"),
        ("前面不会再盖楼", "unblocked", "南侧地块规划建设24层住宅。", "contradicted", "contradicted"),
        ("小区自带恒温泳池", "built", "小区配有会所。", "absent", "absent"),
        ("步行8分钟到地铁3号线", "travel-time", "地铁5号线2027年开通。", "absent", "absent"),
    ])
    func `holds a promise against the contract`(words: String, attribute: String, clause: String, relation: String, overall: String) throws {
        let entry = try entry(words, attribute, contract: ["第一条", clause])
        let contract = try #require(entry.contract)
        #expect(contract.kind.rawValue == relation, "\(contract.note.zh)")
        #expect(entry.overall.rawValue == overall)
        #expect(contract.promise == entry.promise.citation)
        #expect(contract.citations.isEmpty == (contract.kind == .absent))
        for citation in contract.citations {
            #expect(citation.source.part == "2")
            #expect(clause.contains(citation.text))
        }
    }

    @Test func `without a contract nobody knows`() throws {
        #expect(try entry("明年六月交房", "date").overall == .unknown)
    }

    @Test func `a supplement has the last word, and what it excludes is named beside what the contract states`() throws {
        let contradicted = try entry("2027年6月30日前交房", "date", contract: ["2027年6月30日前交付房屋。"], supplement: ["2027年12月31日前交付房屋。"])
        #expect(contradicted.contract?.kind == .stated && contradicted.overall == .contradicted)
        let kept = try entry("2027年6月30日前交房", "date", contract: ["2027年6月30日前交付房屋。"], supplement: ["本协议取代双方此前的一切承诺和宣传。"])
        #expect(kept.supplements.first?.kind == .excluded && kept.overall == .kept)
        #expect(kept.supplements.first?.citations.first?.source.record == "supplement")
        let both = try entry("2027年6月30日前交房", "date", contract: ["2027年6月30日前交付房屋。", "一切以合同为准。"])
        #expect(both.contract?.kind == .stated && both.contract?.exclusions?.count == 1)
    }

    @Test(arguments: [
        (["得房率85%"], [], "allowed"), (["得房率90%"], [], "allowed"), (["得房率80%"], [], "not-covered"), (["绿化率40%"], [], "not-covered"),
        (["得房率85%"], ["1"], "forbidden"), (["得房率我们不保证"], [], "forbidden"),
    ] as [([String], Set<String>, String)])
    func `knows what the script allows`(script: [String], forbidden: Set<String>, relation: String) throws {
        let entry = try entry("得房率能到85%", "usable-share", script: script, forbidden: forbidden)
        #expect(entry.script?.kind.rawValue == relation)
        #expect(entry.script?.citations.isEmpty == (entry.script?.comparison == nil && relation == "not-covered"))
    }

    @Test func `each version that was shown has its own relation`() throws {
        let promise = try PromiseSupport.promise("2027年6月30日前交房", "date")
        let extractor = try PromiseSupport.extractor.get()
        let versions = ["交付时间：2027年6月30日前。", "交付时间：2027年12月31日前。", "交付另行公告。"].enumerated().map { number, text in
            LedgerDocument(
                id: "b\(number)", kind: .brochure, title: "楼书", version: "\(number + 1)",
                passages: [Passage(source: SourceReference(kind: .document, record: "b\(number)"), role: .unknown, text: text)], extractor: extractor)
        }
        let entry = try #require(Ledger(promises: [promise], brochures: versions, script: nil, contract: nil, profile: .national).entries.first)
        #expect(entry.brochures.map(\.kind) == [.stated, .contradicted, .absent])
        #expect(entry.brochures.map(\.version) == ["1", "2", "3"])
    }

    @Test func `stands in JSON with its relations and questions`() throws {
        let entry = try entry("2027年6月30日前交房", "date", contract: ["2027年12月31日前交付房屋。"], script: ["得房率85%"])
        let json = try CanonicalJSON(parsing: entry.json.serialized())
        #expect(json["overall"]?.string == "contradicted")
        #expect(json["contract"]?["relation"]?.string == "contradicted" && json["contract"]?["comparison"]?.string == "later")
        #expect(json["contract"]?["citations"]?.array?.first?["text"]?.string == "2027年12月31日前交付")
        #expect(json["script"]?["relation"]?.string == "not-covered")
        #expect(json["promise"]?["claim"]?["date_to"]?.string == "2027-06-30")
        #expect(json["questions"]?.array?.count == 4)
    }

    // MARK: - The four questions

    @Test func `gathers evidence for the four questions and answers none`() throws {
        let words = "您放心，孩子肯定能上实验小学"
        let promise = try PromiseSupport.promise(words, "admission")
        let conversation = [
            PromiseSupport.said("我们就是为了孩子上学才买的，能上实验小学吗？", by: .customer, number: 1), PromiseSupport.said(words, number: 2),
            PromiseSupport.said("物业费多少？", by: .customer, number: 3),
        ]
        let brochure = try document(.brochure, ["本项目业主子女可直接入读实验小学"])
        let script = try document(.script, ["不承诺入学"])
        let ledger = Ledger(promises: [promise], brochures: [brochure], script: script, contract: nil, conversation: conversation, profile: .national)
        let questions = try #require(ledger.entries.first).questions
        #expect(questions.map(\.question) == ArticleThreeQuestion.Question.allCases)
        #expect(questions.allSatisfy { !$0.evidence.isEmpty && $0.isAsked })
        let influence = questions[2]
        #expect(influence.evidence.contains { $0.source.part == "1" && $0.text.contains("孩子上学") })
        #expect(influence.evidence.contains { $0.source.record == "brochure" })
        #expect(!influence.evidence.contains { $0.source.part == "3" })
        #expect(questions[3].evidence.contains { $0.source.record == "script" })
        #expect(questions[1].note.zh.contains("/100"))
    }

    @Test func `what weighed on the buyer is counted over the whole sale, and what came after the signing apart`() throws {
        func said(_ words: String, by role: Passage.Role, _ number: Int, in talk: String, at time: String) throws -> Passage {
            Passage(
                source: SourceReference(kind: .utterance, record: talk, part: "\(number)"), role: role, text: words, time: try #require(Timestamp(time)))
        }
        let first = try said("您放心，孩子肯定能上实验小学", by: .seller, 2, in: "a", at: "2026-03-01T02:00:00.000Z")
        let second = try said("孩子肯定能上实验小学", by: .seller, 1, in: "b", at: "2026-03-05T02:00:00.000Z")
        let talk = [
            // One utterance that names it twice is one.
            try said("学区怎么样？孩子上学方便吗？", by: .customer, 1, in: "a", at: "2026-03-01T02:00:00.000Z"), first,
            try said("上次说的小学没变吧？", by: .customer, 0, in: "b", at: "2026-03-05T02:00:00.000Z"), second,
            try said("物业费多少？", by: .customer, 2, in: "b", at: "2026-03-05T02:00:00.000Z"),
            try said("孩子没有上成小学！", by: .customer, 0, in: "c", at: "2026-09-01T02:00:00.000Z"),
        ]
        let extractor = try PromiseSupport.extractor.get(), promises = extractor.promises(in: talk)
        #expect(promises.count == 2)
        let ledger = Ledger(
            promises: [promises[0]], brochures: [], script: nil, contract: nil, conversation: talk, others: promises,
            signed: try #require(Timestamp("2026-04-01T00:00:00.000Z")), profile: .national)
        let influence = try #require(ledger.entries.first).questions[2]
        #expect(influence.note.zh.hasPrefix("客户谈到这一事项 3 次（其中签约后 1 次），同类允诺另有 1 次，宣传资料载有 0 处"), "\(influence.note.zh)")
        #expect(influence.note.en.hasPrefix("the customer spoke of it 3 times (1 of that after the signing), it was promised once more, brochures have it in 0 places"))
        #expect(influence.evidence.map { "\($0.source.record)\($0.source.part ?? "")" } == ["a1", "b0", "c0", "b1"])
    }

    @Test func `a price list is no advertising, and who looks at the show flat has not spoken of the fit-out`() throws {
        let extractor = try PromiseSupport.extractor.get()
        func document(_ id: String, isAdvertising: Bool) -> LedgerDocument {
            LedgerDocument(
                id: id, kind: .brochure, title: id,
                passages: [Passage(source: SourceReference(kind: .document, record: id), role: .unknown, text: "建筑面积118.6平方米。")], extractor: extractor,
                isAdvertising: isAdvertising)
        }
        let area = try PromiseSupport.promise("建筑面积是118.6平方米", "size")
        let ledger = Ledger(
            promises: [area], brochures: [document("楼书", isAdvertising: true), document("价目表", isAdvertising: false)], script: nil, contract: nil, profile: .national)
        let influence = try #require(ledger.entries.first).questions[2]
        #expect(influence.note.zh.contains("宣传资料载有 1 处，价目表、公示等文件另有 1 处"), "\(influence.note.zh)")
        #expect(influence.note.en.contains("brochures have it in 1 place, price lists, notices and the like in 1 place more"))
        #expect(influence.evidence.map(\.source.record) == ["楼书", "价目表"])

        let fitOut = try PromiseSupport.promise("卫生间洁具用的是澄川牌", "brand")
        let talk = ["那我们再看一下样板房。", "样板房里的地板送吗？", "装修是什么标准？"].enumerated().map { PromiseSupport.said($0.element, by: .customer, number: $0.offset) }
        let entry = try #require(
            Ledger(promises: [fitOut], brochures: [], script: nil, contract: nil, conversation: talk, profile: .national).entries.first)
        #expect(entry.questions[2].note.zh.hasPrefix("客户谈到这一事项 2 次"), "\(entry.questions[2].note.zh)")
        #expect(entry.questions[2].evidence.map(\.source.part) == ["1", "2"])
    }

    @Test func `Shandong does not ask for the planned development, the nation and Zhejiang do`() throws {
        for (profile, isAsked) in [(JurisdictionProfile.national, true), (.shandong, false), (.zhejiang, true)] {
            let entry = try entry("孩子肯定能上实验小学", "admission", profile: profile)
            #expect(entry.questions[0].isAsked == isAsked)
            #expect(entry.questions.dropFirst().allSatisfy { $0.isAsked })
        }
    }

    @Test(arguments: [("370102", "shandong"), ("330100", "zhejiang"), ("440100", "national"), (nil, "national")] as [(String?, String)])
    func `the profile follows the division`(division: String?, id: String) { #expect(JurisdictionProfile.of(division).id == id) }

    @Test func `articles are dated, and what was not read says so`() throws {
        let day = try #require(CivilDate("2026-03-10"))
        for profile in JurisdictionProfile.all {
            #expect(profile.articles(on: day).contains { $0.verified && $0.article == "3" })
            #expect(profile.articles.allSatisfy { !$0.source.isEmpty })
        }
        #expect(JurisdictionProfile.shandong.articles(on: day).first?.article == "22")
        let before = try #require(CivilDate("2015-01-01"))
        #expect(JurisdictionProfile.shandong.articles(on: before).allSatisfy { !$0.verified })
        #expect(JurisdictionProfile.zhejiang.articles(on: day).contains { $0.article == "20.3" })
    }
}
