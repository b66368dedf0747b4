/// The tables of an export.
///
/// They are filled beside those that are in force and take their place at the end of one transaction: until then whoever searches sees
/// the export before, and never waits for more than the exchange itself.
enum PostgresTables {
    /// The version of these tables, and of the index whose rows and keys they hold.
    static let version = "1.\(IndexLayout.version)"

    /// The tables in the order in which a search reads them: whoever takes them away asks for them in the same order, so that neither
    /// waits for the other for ever.
    static let names = ["kaipan_export", "kaipan_cores", "kaipan_references", "kaipan_names", "kaipan_batches"]

    /// What is added to the names of tables until they are in force.
    static let pending = "_new"

    /// What all exports into a database queue for.
    static let lock: Int64 = 0x6B61_6970_616E

    static let creation = """
        create table kaipan_export_new (
            version text not null, id bigint not null, rows bigint not null, cores bigint not null,
            exported_at timestamptz not null default now());
        create table kaipan_batches_new (
            number int not null, register text not null, file text not null, digest text not null, as_of text not null,
            rows bigint not null, rejected bigint not null);
        create table kaipan_names_new (
            id bigint not null, register text not null, key text not null, name text not null, status text not null, owner text,
            division text, classes int[] not null, batch int not null, row bytea not null);
        create table kaipan_cores_new (
            id bigint not null, core text not null, keys int[] not null, classes bigint not null, provinces int not null,
            kinds smallint not null, sharing int not null);
        create table kaipan_references_new (core bigint not null, place int not null, kind smallint not null, name bigint not null);
        """

    static let comments = """
        comment on table kaipan_export is 'kaipan names export: what the kaipan_ tables hold';
        comment on table kaipan_batches is 'the imports that the rows of kaipan_names came with';
        comment on table kaipan_names is 'the entries of the registers; row has everything that is known of one';
        comment on column kaipan_names.batch is 'kaipan_batches.number';
        comment on table kaipan_cores is 'the distinct cores of the names, with the keys by which those that are alike meet';
        comment on table kaipan_references is 'which entries have which core: kind 0 by their name, 1 by a former one, 2 by an alias, 3 by the one filed';
        """

    /// The indexes: their names, and what stands behind `create … index`.
    static let indexes: [(name: String, isUnique: Bool, definition: String)] = [
        ("kaipan_batches_number", true, "kaipan_batches_new (number)"),
        ("kaipan_names_id", true, "kaipan_names_new (id)"),
        ("kaipan_names_key", false, "kaipan_names_new (key)"),
        ("kaipan_cores_id", true, "kaipan_cores_new (id)"),
        ("kaipan_cores_keys", false, "kaipan_cores_new using gin (keys gin__int_ops)"),
        ("kaipan_references_core", true, "kaipan_references_new (core, place)"),
    ]
}
