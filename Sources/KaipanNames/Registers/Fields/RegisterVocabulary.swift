/// The titles that the columns of one register go by, in Chinese and English.
///
/// The titles are those of the place-name database (国家地名信息库), of exports of the trademark register and of WIPO ST.96, of the
/// presale registers of housing authorities, and of developers' own lists.
struct RegisterVocabulary: Sendable {
    private struct Entry {
        var role: ColumnRole
        /// Whether the title says too little inside another object: the `name` of an owner is no entry's name.
        var isGeneric: Bool
    }

    /// Objects and elements that only wrap a row's columns.
    private static let wrappers: Set<String> = [
        "properties", "attributes", "fields", "row", "record", "data", "detail", "details", "info", "属性", "详情", "信息",
    ]

    private var entries: [String: Entry] = [:]
    /// Titles of the columns for names, as an error lists them.
    let nameTitles: [String]

    init(_ register: RegisterKind) {
        var titles: [String] = []
        let names = RegisterField.names(of: register)
        for (field, words) in Self.titles(register) {
            for (rank, word) in words.split(whereSeparator: \.isWhitespace).enumerated() {
                let isGeneric = word.hasPrefix("~")
                let title = String(isGeneric ? word.dropFirst() : word)
                if names.contains(field), titles.count < 12, !isGeneric { titles.append(title) }
                // The first meaning of a title stands, so that the order below decides.
                guard entries[title] == nil else { continue }
                entries[title] = Entry(role: ColumnRole(field: field, rank: rank), isGeneric: isGeneric)
            }
        }
        nameTitles = titles
    }

    /// What a column means by its title and those of the objects around it, from the row inwards; nil where nobody knows.
    func role(of path: [String]) -> ColumnRole? {
        guard let last = path.last else { return nil }
        let around = path.dropLast().map { ColumnTitle.normalised($0) }.filter { !Self.wrappers.contains($0) }
        for title in ColumnTitle.spellings(last) {
            if around.isEmpty {
                if let entry = entries[title] { return entry.role }
                continue
            }
            if let entry = entries[around.joined() + title] ?? around.last.flatMap({ entries[$0 + title] }) { return entry.role }
            if let entry = entries[title], !entry.isGeneric { return entry.role }
        }
        return nil
    }

    private static func titles(_ register: RegisterKind) -> [(RegisterField, String)] {
        switch register {
        case .place: place + land + common
        case .trademark: trademark
        case .project: project + land + common
        }
    }

    private static let common: [(RegisterField, String)] = [
        (.status, "状态 当前状态 使用状态 ~status 地名状态 项目状态 ~state"),
        (.divisionCode, "行政区划代码 区划代码 行政区代码 行政区划编码 区县代码 所属行政区划代码 adcode divisioncode areacode districtcode countycode"),
        (.province, "省 省份 省级 省名称 所在省 省自治区直辖市 provincename ~province"),
        (.city, "市 城市 地市 地级市 设区市 市名称 所在市 所在城市 城市名称 cityname ~city"),
        (.county, "区县 县区 市辖区 县级 区县名称 所在区县 所属区县 县市区 区市县 行政区 行政区划 行政区域 所在区 所属区 所属行政区 所在行政区 辖区 区 县 "
            + "areaname districtname countyname ~area ~district ~county"),
        (.coordinates, "坐标 经纬度 地理坐标 中心点 中心坐标 coordinates coordinate lnglat lonlat ~location"),
        (.longitude, "经度 中心经度 东经 longitude lng lon"),
        (.latitude, "纬度 中心纬度 北纬 latitude lat"),
        (.address, "地址 坐落 座落 项目地址 详细地址 坐落位置 座落位置 项目坐落 地理位置 坐落地址 所在位置 位置 坐落/地址 坐落地址 ~address"),
        (.remarks, "备注 说明 ~remark ~remarks ~note ~notes"),
    ]

    private static let land: [(RegisterField, String)] = [
        (.permit, "预售许可证号 商品房预售许可证号 预售证号 预售许可证 预售许可证编号 预售许可证明 预售证 许可证号 presalepermit permitnumber permitno"),
        (.landArea, "占地面积 用地面积 总用地面积 土地面积 宗地面积 占地 landarea"),
        (.floorArea, "建筑面积 总建筑面积 建筑总面积 规划建筑面积 floorarea grossfloorarea gfa"),
        (.saleArea, "预售总面积 预售面积 批准面积 salearea"),
        (.floors, "层数 总层数 楼层数 地上层数 建筑层数 floors storeys"),
        (.units, "预售总套数 总套数 套数 预售套数 总户数 户数 units"),
        (.buildings, "楼栋名称 楼栋 栋号 幢号 楼栋号 楼号 buildings building"),
        (.greenRatio, "绿地率 绿化率 greenratio"),
        (.plotRatio, "容积率 plotratio far"),
        (.landNumber, "宗地号 地块编号 地块号 宗地编号 landnumber parcel"),
        (.landContract, "土地出让合同号 出让合同号 土地出让合同编号"),
        (.landTerm, "使用年限 土地使用年限 土地使用期限"),
        (.use, "房屋用途 规划用途 用途 物业类型"),
        (.landUse, "土地用途 用地性质"),
        (.authority, "批准部门 审批部门 发证机关 审批机关 批准机关 批准单位 审批单位 发证部门"),
        (.planningPermit, "建设工程规划许可证号 工程规划许可证号 规划许可证号 建设工程规划许可证"),
        (.constructionPermit, "施工许可证号 建设工程施工许可证号 建筑工程施工许可证号 施工许可证"),
        (.opened, "首开日期 首开时间 首次开盘日期 开盘日期 开盘时间 opened openingdate"),
    ]

    private static let place: [(RegisterField, String)] = [
        (.number, "地名代码 地名编码 placecode 地名编号 标准地名代码 地名识别码 ~代码 ~编码 ~code ~编号 ~id"),
        (.name, "标准地名 标准名称 地名 地名名称 standardname 地名标准名称 批准名称 核准名称 审定名称 正式名称 小区名称 住宅区名称 居住区名称 楼宇名称 "
            + "建筑物名称 建筑物群名称 道路名称 街路巷名称 placename ~名称 ~name"),
        (.projectName, "项目名称 楼盘名称 项目 楼盘 工程名称 projectname"),
        (.filedName, "备案名 备案名称 地名备案名 filedname"),
        (.promotionName, "推广名 推广名称 案名 推广案名 营销名称 宣传名 promotionname 备案名/推广名"),
        (.formerName, "曾用名 曾用名称 oldname 原名 旧名 原名称 曾名 历史名称 旧称 原地名 formername formernames"),
        (.alias, "别名 别称 俗称 又称 简称 习称 小名 alias aliases 少数民族文字 少数民族语书写 ethnicminoritieswriting othername"),
        (.owner, "开发企业 开发商 开发单位 建设单位 开发企业名称 房地产开发企业 开发公司 申报单位 申请单位 申请人 产权单位 企业名称 公司名称 developer ~owner"),
        (.registered, "批准日期 批准时间 命名日期 命名时间 发证日期 发证时间 公布日期 公告日期 核准日期 批复日期 审批日期 备案日期 备案时间 设立日期 "
            + "approvaldate approved issuedate"),
        (.filed, "申请日期 申报日期 受理日期 applicationdate"),
        (.expires, "废止日期 注销日期 撤销日期 有效期至"),
        (.placeType, "地名类别 地名类型 placetype 地名类别名称 实体类型 地名小类 类别 类型 ~type"),
        (.placeTypeCode, "地名类别代码 类别代码 类型代码 placetypecode"),
        (.romanisation, "罗马字母拼写 汉语拼音 拼音 romanalphabetspelling romanization pinyin"),
        (.meaning, "地名含义 地名的含义 含义 placemeaning"),
        (.origin, "地名来历 来历 地名的来历 地名由来 placeorigin"),
        (.history, "历史沿革 地名历史沿革 governmenthistory placehistory"),
    ]

    private static let trademark: [(RegisterField, String)] = [
        (.number, "注册号 申请号 商标注册号 商标申请号 注册号/申请号 申请号/注册号 申请/注册号 注册/申请号 申请注册号 商标号 商标编号 注册证号 国际注册号 "
            + "registrationnumber registrationnumbertext regno registrationno applicationnumber applicationnumbertext applicationno appno "
            + "serialnumber tmno trademarkno ~编号 ~number ~id"),
        (.name, "商标名称 商标名称中文 商标中文名称 商标文字 文字商标 商标名 商标 商标标识文字 markverbalelementtext markidentification "
            + "marksignificantverbalelementtext trademarkname tmname trademark ~mark ~wordmark ~名称 ~name"),
        (.englishName, "商标名称英文 商标英文名称 商标英文名 英文名称 tmnameen"),
        (.ownerEnglish, "申请人名称英文 申请人英文名称 申请人英文 注册人名称英文 申请人名称英 applicanten"),
        (.ownerAddress, "申请人地址 申请人地址中文 注册人地址 权利人地址 applicantaddress owneraddress holderaddress 地址"),
        (.owner, "注册人 注册人名称 商标注册人 权利人 商标权人 持有人 申请人 申请人名称 申请人名称中文 申请人名称中 申请人中文名称 applicantname applicant "
            + "applicantcn organizationstandardname entityname partyname holdername holder ownername ~owner"),
        (.classes, "国际分类 国际分类号 商标类别 尼斯分类 国际类别 类别 分类号 分类 类号 商标分类 intcls niceclass nclass classnumber "
            + "niceclassnumber internationalcode ~class ~classes ~classification"),
        (.groups, "类似群 类似群组 类似群号 类似群组号 类似群组代码 群组 similargroup similargroups groupcode ~group ~groups"),
        (.goods, "商品/服务 商品服务 商品/服务项目 商品服务项目 商品和服务 商品及服务 核定使用商品 核定使用商品/服务 指定商品 使用商品 商品 服务 服务项目 "
            + "goodsservices goodsservicesdescriptiontext classificationdescriptiontext goods ~goodsandservices"),
        (.status, "当前状态 商标状态 法律状态 最新状态 状态 流程状态 商标流程状态 markcurrentstatus markcurrentstatusinternaldescriptiontext legalstatus "
            + "trademarkstatus currentstatus ~status ~state"),
        (.filed, "申请日期 申请日 申请时间 applicationdate filingdate appdate"),
        (.registered, "注册日期 核准注册日期 注册日 注册公告日期 注册时间 专用权期限起 专用权起 专用期限起 专用权开始日期 专用期起 registrationdate regdate"),
        (.expires, "专用权期限止 专用权止 专用期限止 专用权期限截止 专用权截止日期 专用期止 专用权结束日期 有效期至 到期日期 到期日 届满日 有效期止 "
            + "expirydate expirationdate"),
        (.validity, "专用权期限 专用期限 专用权期限起/止 专用权期限起止 专用期 有效期 有效期限 商标专用权期限 validity"),
        (.wellKnown, "是否驰名 驰名商标 是否驰名商标 驰名 wellknown"),
        (.markType, "商标类型 商标形式 商标种类 marktype markfeaturecategory"),
        (.agent, "代理机构 代理机构名称 代理组织 代理人 代理公司 agent representative"),
        (.preliminary, "初审公告日期 初步审定日期 初审日期"),
        (.preliminaryIssue, "初审公告期号 初审公告期"),
        (.registrationIssue, "注册公告期号 注册公告期"),
        (.priority, "优先权日期 prioritydate"),
        (.joint, "是否共有商标 共有商标"),
        (.colour, "指定颜色"),
        (.image, "图样url 商标图样 图样 商标图片 图片 图片地址 imageurl markimage"),
        (.procedure, "流程 商标流程 流程名称"),
        (.formerName, "曾用名"),
        (.alias, "别名 商标别名"),
        (.remarks, "备注 说明 ~remark ~remarks ~note"),
    ]

    private static let project: [(RegisterField, String)] = [
        (.number, "项目编码 项目编号 项目代码 项目id projectcode projectid projectnumber ~编码 ~编号 ~代码 ~code ~number ~id"),
        (.projectName, "项目名称 项目名 楼盘名称 项目 projectname project"),
        (.name, "~名称 ~name"),
        (.promotionName, "案名 推广名 推广名称 推广案名 营销案名 营销名称 项目案名 宣传名 项目推广名 promotionname marketingname"),
        (.filedName, "备案名 备案名称 备案案名 标准地名 标准名称 地名备案名 核准名称 批准名称 地名 filedname registeredname standardname"),
        (.formerName, "曾用名 曾用名称 曾用案名 原案名 原名 旧名 原名称 formername oldname formernames"),
        (.alias, "别名 简称 俗称 alias aliases shortname 备案名/推广名"),
        (.owner, "法人公司 项目公司 开发企业 开发公司 开发商 公司名称 所属公司 公司 建设单位 company developer ~owner"),
        (.brand, "品牌线 品牌 brand brandline"),
        (.series, "产品系 产品线 产品系列 系列 series productline"),
        (.status, "状态 项目状态 销售状态 项目阶段 ~status salesstatus ~stage"),
        (.registered, "备案日期 批准日期 核准日期 approvaldate"),
        (.markNumber, "注册商标号 商标注册号 商标号 trademarknumber"),
        (.markOwner, "商标归属主体 商标归属 商标权人 商标所有人 trademarkowner"),
        (.licence, "授权链 授权 商标授权 商标许可 licence license"),
        (.placeType, "项目类型 业态 projecttype"),
    ]
}
