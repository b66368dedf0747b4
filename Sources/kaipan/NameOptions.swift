import ArgumentParser
import KaipanChecks
import KaipanNames
import KaipanRules
import KaipanText

/// The facts about a project that the commands on names take; what is not said comes from `.kaipan.yml`.
struct NameOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(help: ArgumentHelp("The division of the project, six digits such as 330100. 项目所在地区划代码。", valueName: "code"))
    var city: String?

    @Option(name: .customLong("class"), help: ArgumentHelp("A class of marks that the name is used in; may be repeated (default: 36 and 37). 商标类别。", valueName: "number"))
    var classes: [Int] = []

    @Option(help: ArgumentHelp("A company of the group, whose marks do not stand in the way; may be repeated. 集团内权利人。", valueName: "name"))
    var owner: [String] = []

    @Option(help: "How to report. 输出格式。")
    var format: Format = .text

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day whose law counts. 以哪一天的法律为准。", valueName: "date"))
    var asOf: CivilDate?

    func validate() throws {
        if let city, !DivisionCode.isValid(city) {
            throw ValidationError(zh: "--city 应为六位区划代码，如 330100；给出的是 \(city)", en: "--city takes six digits such as 330100; given: \(city)")
        }
        for number in classes where !(1...45).contains(number) {
            throw ValidationError(zh: "--class 应为 1 到 45 的商标类别；给出的是 \(number)", en: "--class takes a number from 1 to 45; given: \(number)")
        }
    }

    /// The context of grading, with what the configuration says where no option does.
    ///
    /// - Parameter rules: loads the packs, whose cities' rules say how names are compared there; called where a city is known.
    func context(_ configuration: Configuration, _ language: Language, rules: () throws -> RuleSet) throws -> NameContext {
        let names = configuration.names
        var context = NameContext(asOf: asOf ?? configuration.asOf ?? .today())
        context.city = city ?? names?.city ?? configuration.city
        context.classes = classes.isEmpty ? names?.classes ?? [] : NiceClasses(classes)
        context.owners = owner + (names?.owners ?? [])
        if context.city != nil { context.policy = try Self.policy(try rules(), context.city, language) }
        return context
    }

    /// How a city compares names; says what is wrong with its file and ends with status 2.
    static func policy(_ rules: RuleSet, _ city: String?, _ language: Language) throws -> ComparisonPolicy {
        do {
            return try rules.comparisonPolicy(in: city)
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }
}

extension RegisterKind: ExpressibleByArgument {}
