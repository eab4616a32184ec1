use zeren::store::Store;

/// Returns a store with one small plan.
pub fn store() -> Store {
    let text = "甲县数据工作方案\n一、任务\n（一）建立目录。（牵头单位：县数据局；配合单位：县财政局）\n（二）公开数据。（责任单位：县数据局）\n";
    let source = zeren::read::source("a.txt".to_owned(), text.as_bytes()).expect("a plan");
    let facts = zeren::extract_facts(&source);
    let store = Store::memory().expect("memory works");
    let name = zeren::graph::graph_name(&zeren::graph::document(&source, &facts));
    store.replace(name.as_ref(), &zeren::graph(&source, &facts)).expect("memory works");
    store
}
