<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>BackboneList</name>
    <message>
        <source>study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干网络</translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Your file</source>
        <translation>您的文件</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>Download: {size}</source>
        <translation>下载：{size}</translation>
    </message>
    <message>
        <source>Needs: {command}</source>
        <translation>需要：{command}</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>非商业用途</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选用</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Accept many at once</source>
        <translation>批量接受</translation>
    </message>
    <message>
        <source>Mistakes allowed</source>
        <translation>允许的错误</translation>
    </message>
    <message>
        <source>1 in {0}</source>
        <translation>{0} 张中 1 张</translation>
    </message>
    <message>
        <source>Photos and their first candidates</source>
        <translation>照片及其第一候选</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Mistakes allowed, at most:</source>
        <translation>允许的错误，最多：</translation>
    </message>
    <message>
        <source>Only some products are offered now. Ask for all products again to accept many at once.</source>
        <translation>目前只提供部分商品。请先恢复全部商品，再批量接受。</translation>
    </message>
    <message>
        <source>Your own decisions do not prove that yet: {0} with this model so far, at least {1} are needed, nearly all of them for the first candidate.</source>
        <translation>您自己的判定还不足以证明这一点：使用当前模型至今有 {0} 次判定，至少需要 {1} 次，而且几乎都要是第一候选。</translation>
    </message>
    <message>
        <source>From a score of {0} on, the first candidate was right in {1} of your {2} decisions; with 95 % confidence at most {3} of such photos are mistakes.</source>
        <translation>分数达到 {0} 及以上时，在您的 {2} 次判定中，第一候选有 {1} 次正确；在 95 % 置信度下，这类照片最多有 {3} 是错的。</translation>
    </message>
    <message>
        <source>score {0}, {1} ahead</source>
        <translation>分数 {0}，领先 {1}</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>接受 {0}</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>没有可以接受的照片。</translation>
    </message>
    <message>
        <source>Among {0}, {1} mistakes are to be expected, and not more than {2}. One undo takes all back.</source>
        <translation>{0}中预计有 {1} 个错误，不会超过 {2} 个。撤销一次即可全部收回。</translation>
    </message>
    <message>
        <source>{0} still being matched</source>
        <translation>还有 {0}正在匹配</translation>
    </message>
</context>
<context>
    <name>CatalogueDesk</name>
    <message>
        <source>The matching engine stopped {0} times over {1}, which is not opened again by itself. No decision was lost.</source>
        <translation>匹配引擎在处理 {1} 时已停止 {0} 次，因此不再自动打开它。没有丢失任何判定。</translation>
    </message>
    <message>
        <source>Something went wrong inside Stockmatch; nothing was lost.</source>
        <translation>Stockmatch 内部出错；没有丢失任何数据。</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <source>Open a catalogue</source>
        <translation>打开目录</translation>
    </message>
    <message>
        <source>Treat &amp;numbered files as images of one product</source>
        <translation>将带编号的文件视为同一商品的图片(&amp;N)</translation>
    </message>
    <message>
        <source>4711_1.jpg and 4711_2.jpg become two images of product 4711.</source>
        <translation>4711_1.jpg 和 4711_2.jpg 会成为商品 4711 的两张图片。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>所有商品</translation>
    </message>
    <message>
        <source>Several images</source>
        <translation>多张图片</translation>
    </message>
    <message>
        <source>SKU in several folders</source>
        <translation>货号出现在多个文件夹</translation>
    </message>
    <message>
        <source>Find a SKU or file</source>
        <translation>查找货号或文件</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{name}: {products} from {images}</source>
        <translation>{name}：{products}，来自 {images}</translation>
    </message>
    <message>
        <source>{name}: no images found</source>
        <translation>{name}：未找到图片</translation>
    </message>
    <message>
        <source>Several images: {n}</source>
        <translation>多张图片：{n}</translation>
    </message>
    <message>
        <source>SKU in several folders: {n}</source>
        <translation>货号出现在多个文件夹：{n}</translation>
    </message>
    <message>
        <source>Choose a folder that holds the supplier&apos;s pictures, named by SKU.</source>
        <translation>请选择存放供应商图片的文件夹，图片须以货号命名。</translation>
    </message>
    <message>
        <source>1 SKU occurs in several folders. Each folder&apos;s files stay a product of their own.</source>
        <translation>有 1 个货号出现在多个文件夹。每个文件夹中的文件各自算作一个商品。</translation>
    </message>
    <message>
        <source>{n} SKUs occur in several folders. Each folder&apos;s files stay a product of their own.</source>
        <translation>有 {n} 个货号出现在多个文件夹。每个文件夹中的文件各自算作一个商品。</translation>
    </message>
    <message>
        <source>Left alone, because not an image: {files}.</source>
        <translation>不是图片，因此未处理：{files}。</translation>
    </message>
</context>
<context>
    <name>CatalogueView</name>
    <message>
        <source>Model in use: {0}</source>
        <translation>使用中的模型：{0}</translation>
    </message>
    <message>
        <source>Another index is being made; this one serves until it is whole.</source>
        <translation>正在建立另一份索引；完成之前仍使用当前这一份。</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>打开目录文件夹…</translation>
    </message>
    <message>
        <source>Open a catalogue to begin</source>
        <translation>请先打开目录</translation>
    </message>
    <message>
        <source>Your photos are kept. Open the catalogue to match them against, and they are next.</source>
        <translation>您的照片已保留。请打开要用来匹配的目录，随后就会处理这些照片。</translation>
    </message>
    <message>
        <source>A folder or zip of the supplier&apos;s pictures, named by SKU, or a table. It stays as it is.</source>
        <translation>以货号命名的供应商图片文件夹或 zip 文件，或一份表格。内容不会被改动。</translation>
    </message>
    <message>
        <source>Open table or zip…</source>
        <translation>打开表格或 zip 文件…</translation>
    </message>
    <message>
        <source>Use the sample</source>
        <translation>使用示例</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Locate folder…</source>
        <translation>定位文件夹…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Your decisions are safe on this machine, and can be exported.</source>
        <translation>您的判定已安全保存在这台电脑上，可以导出。</translation>
    </message>
    <message>
        <source>The catalogue opens by itself as soon as its files are there.</source>
        <translation>文件一恢复，目录就会自动打开。</translation>
    </message>
    <message>
        <source>The catalogue could not be opened</source>
        <translation>无法打开目录</translation>
    </message>
    <message>
        <source>What is indexed already is kept and will not be done again.</source>
        <translation>已建立的索引会保留，不会重做。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Indexing was stopped</source>
        <translation>已停止建立索引</translation>
    </message>
    <message>
        <source>This takes a moment. Photos can be dropped already.</source>
        <translation>请稍候片刻。现在就可以拖入照片。</translation>
    </message>
    <message>
        <source>Starting the matching engine…</source>
        <translation>正在启动匹配引擎…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation>正在为 {0} 建立索引</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ChooseDialog</name>
    <message>
        <source>Which one is it?</source>
        <translation>是哪一个？</translation>
    </message>
    <message>
        <source>Products with the same picture</source>
        <translation>图片相同的商品</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>These products share one picture, so the photo cannot tell them apart.</source>
        <translation>这些商品共用同一张图片，因此从照片无法分辨。</translation>
    </message>
</context>
<context>
    <name>ColumnForm</name>
    <message>
        <source>Not in the table</source>
        <translation>表格中没有</translation>
    </message>
    <message>
        <source>Column {0}</source>
        <translation>第 {0} 列</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 个，共 {1} 个</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>分数 {0}</translation>
    </message>
    <message>
        <source>image {0} of {1}</source>
        <translation>第 {0} 张图片，共 {1} 张</translation>
    </message>
    <message>
        <source>Pinned: {0}</source>
        <translation>已固定：{0}</translation>
    </message>
    <message>
        <source>Former</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转对照</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他规格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Confirm   ↵</source>
        <translation>确认   ↵</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Stockmatch {version}</source>
        <translation>Stockmatch {version}</translation>
    </message>
    <message>
        <source>Something went wrong in Stockmatch</source>
        <translation>Stockmatch 出错了</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详细信息(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>显示详细信息(&amp;D)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Nothing was lost: every decision is saved the moment you make it.</source>
        <translation>没有丢失任何数据：每次判定都会立即保存。</translation>
    </message>
    <message>
        <source>You can go on working. If it happens again, send the details to whoever looks after Stockmatch.</source>
        <translation>您可以继续工作。如果再次发生，请将详细信息发给负责维护 Stockmatch 的人员。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>CurveWidget</name>
    <message>
        <source>Curve of the tuning</source>
        <translation>调优曲线</translation>
    </message>
    <message>
        <source>Step {step}: error {error}, loss {loss}</source>
        <translation>第 {step} 步：错误率 {error}，损失 {loss}</translation>
    </message>
    <message>
        <source>The curve starts with the first step.</source>
        <translation>曲线从第一步开始。</translation>
    </message>
    <message>
        <source>No steps yet.</source>
        <translation>还没有任何步骤。</translation>
    </message>
    <message>
        <source>Lowest error {error} at step {step}.</source>
        <translation>最低错误率 {error}，出现在第 {step} 步。</translation>
    </message>
    <message>
        <source>Step {step} was chosen.</source>
        <translation>选用第 {step} 步。</translation>
    </message>
    <message>
        <source>Error on photos that choose the step</source>
        <translation>用于选择步骤的照片的错误率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{value} at step {step}</source>
        <translation>{value}，第 {step} 步</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他规格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undo the last decision ({0} or {1})</source>
        <translation>撤销上一次判定（{0} 或 {1}）</translation>
    </message>
    <message>
        <source>Redo ({0} or {1})</source>
        <translation>重做（{0} 或 {1}）</translation>
    </message>
    <message>
        <source>The marked candidate in another colour or size ({0})</source>
        <translation>标记的候选是同款，但颜色或尺寸不同（{0}）</translation>
    </message>
    <message>
        <source>None of the catalogue&apos;s products ({0})</source>
        <translation>目录中没有该商品（{0}）</translation>
    </message>
    <message>
        <source>Decide later ({0})</source>
        <translation>稍后再判定（{0}）</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Where is the catalogue now?</source>
        <translation>目录现在在哪里？</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
</context>
<context>
    <name>ErrorBars</name>
    <message>
        <source>Error before and after</source>
        <translation>调优前后的错误率</translation>
    </message>
    <message>
        <source>{name}: before {before}, after {after}.</source>
        <translation>{name}：调优前 {before}，调优后 {after}。</translation>
    </message>
    <message>
        <source>Top-1 error</source>
        <translation>Top-1 错误率</translation>
    </message>
    <message>
        <source>Top-5 error</source>
        <translation>Top-5 错误率</translation>
    </message>
    <message>
        <source>the right product is not first</source>
        <translation>正确的商品不在第一位</translation>
    </message>
    <message>
        <source>it is not among the first five</source>
        <translation>正确的商品不在前五位</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>调优前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>调优后</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>{points} points less</source>
        <translation>减少 {points} 个百分点</translation>
    </message>
    <message>
        <source>{points} points more</source>
        <translation>增加 {points} 个百分点</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Only what was not exported with this template &amp;before</source>
        <translation>仅导出此前未用此模板导出过的判定(&amp;B)</translation>
    </message>
    <message>
        <source>Copy the confirmed &amp;photos, named by SKU, to</source>
        <translation>将已确认的照片以货号命名并复制到(&amp;P)</translation>
    </message>
    <message>
        <source>Show each photo, &amp;small, in its row</source>
        <translation>在每行显示照片缩略图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mark the file as UTF-8 for Excel (byte order mark)</source>
        <translation>为 Excel 将文件标记为 UTF-8（字节顺序标记）(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Web address of the copied photos</source>
        <translation>照片副本的网址</translation>
    </message>
    <message>
        <source>Their web address</source>
        <translation>照片的网址</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>将要写入的内容</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>not confirmed, left out: {0}</source>
        <translation>未确认，因此略去：{0}</translation>
    </message>
    <message>
        <source>exported before: {0}</source>
        <translation>此前已导出：{0}</translation>
    </message>
    <message>
        <source>{0} is there already and will be replaced</source>
        <translation>{0} 已存在，将被替换</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Written, but see what is the matter with {0} of it:</source>
        <translation>已写入，但其中 {0} 项有问题：</translation>
    </message>
    <message>
        <source>Stopped. Photos that were copied stay; the table was not written.</source>
        <translation>已停止。已复制的照片会保留；表格没有写入。</translation>
    </message>
    <message>
        <source>All decisions, one row a photo</source>
        <translation>所有判定，每张照片一行</translation>
    </message>
    <message>
        <source>Shopify products (as drafts)</source>
        <translation>Shopify 商品（草稿）</translation>
    </message>
    <message>
        <source>WooCommerce products (unpublished)</source>
        <translation>WooCommerce 商品（未发布）</translation>
    </message>
    <message>
        <source>Business Central items</source>
        <translation>Business Central 物料</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>no folder chosen</source>
        <translation>未选择文件夹</translation>
    </message>
    <message>
        <source>Shopify fetches images from the web: copy the photos there and give the address.</source>
        <translation>Shopify 会从网上抓取图片：请将照片复制到网站上并提供网址。</translation>
    </message>
    <message>
        <source>Without an address WooCommerce looks for the names in its media library.</source>
        <translation>如果没有网址，WooCommerce 会在自己的媒体库中查找这些文件名。</translation>
    </message>
    <message>
        <source>For a configuration package of the table Item; check the unit PCS.</source>
        <translation>用于数据表 Item 的配置包；请检查单位 PCS。</translation>
    </message>
    <message>
        <source>Codes stay text, and no cell is run as a formula.</source>
        <translation>代码一律保留为文本，任何单元格都不会作为公式执行。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Copy the photos to</source>
        <translation>将照片复制到</translation>
    </message>
</context>
<context>
    <name>FailurePage</name>
    <message>
        <source>&amp;Back to the start</source>
        <translation>返回开头(&amp;B)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The model in service is unchanged.</source>
        <translation>使用中的模型没有变动。</translation>
    </message>
    <message>
        <source>Stopped before anything was proven</source>
        <translation>在有任何结果得到证实之前就停止了</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>没有成功</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他规格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The order of the photos, which is also the order of deciding</source>
        <translation>照片的顺序，也就是判定的顺序</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Doubtful first</source>
        <translation>有疑问的优先</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>Order: {0}</source>
        <translation>顺序：{0}</translation>
    </message>
</context>
<context>
    <name>FilterFields</name>
    <message>
        <source>Find in codes, names and details</source>
        <translation>在代码、名称和详细信息中查找</translation>
    </message>
    <message>
        <source>{0}: any</source>
        <translation>{0}：不限</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
</context>
<context>
    <name>GridHead</name>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Any colour</source>
        <translation>任意颜色</translation>
    </message>
    <message>
        <source>Exact colour</source>
        <translation>颜色须相同</translation>
    </message>
    <message>
        <source>Same style, any colour: colour says nothing</source>
        <translation>同款，颜色不限：不考虑颜色</translation>
    </message>
    <message>
        <source>Exact colour: colour counts too</source>
        <translation>颜色须相同：颜色也计入</translation>
    </message>
    <message>
        <source>Narrow the candidates</source>
        <translation>缩小候选范围</translation>
    </message>
    <message>
        <source>Offer only products of one brand or category, or with a word in them ({0})</source>
        <translation>只提供某个品牌或类别的商品，或含有某个词的商品（{0}）</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>仅限 {0}</translation>
    </message>
    <message>
        <source>{0}. Press for all products</source>
        <translation>{0}。按下即可恢复全部商品</translation>
    </message>
    <message>
        <source>All products again ({0})</source>
        <translation>恢复全部商品（{0}）</translation>
    </message>
    <message>
        <source>Finding matches…</source>
        <translation>正在查找匹配的商品…</translation>
    </message>
    <message>
        <source>Waiting for the matching engine…</source>
        <translation>正在等待匹配引擎…</translation>
    </message>
    <message>
        <source>Looking closer…</source>
        <translation>正在仔细比对…</translation>
    </message>
    <message>
        <source>No product fits</source>
        <translation>没有符合的商品</translation>
    </message>
    <message>
        <source>Which product is it?</source>
        <translation>是哪个商品？</translation>
    </message>
    <message>
        <source>As it was offered then; choose again to change it</source>
        <translation>这是当时提供的候选；重新选择即可更改</translation>
    </message>
    <message>
        <source>Choose again to change it</source>
        <translation>重新选择即可更改</translation>
    </message>
    <message>
        <source>Press {0} or click to confirm, {1} to compare</source>
        <translation>按 {0} 或单击即可确认，按 {1} 可对比</translation>
    </message>
</context>
<context>
    <name>HelpFlow</name>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Use the sample photos</source>
        <translation>使用示例照片</translation>
    </message>
    <message>
        <source>Photos of what arrived</source>
        <translation>到货的照片</translation>
    </message>
    <message>
        <source>Drop photos or whole folders here, or paste one. They wait in a queue below.</source>
        <translation>将照片或整个文件夹拖放到这里，或粘贴一张。它们会在下方的队列中等候。</translation>
    </message>
    <message>
        <source>The products that fit best</source>
        <translation>最匹配的商品</translation>
    </message>
    <message>
        <source>Press the number of the right one, or click it. “Why?” shows what speaks for it; {0} compares.</source>
        <translation>按下正确商品的数字键，或单击它。“为什么？”会说明依据；按 {0} 可并排对比。</translation>
    </message>
    <message>
        <source>If none of them is right</source>
        <translation>如果都不对</translation>
    </message>
    <message>
        <source>{0} for a variant, {1} if it is not in the catalogue, {2} to leave it for later. {3} undoes.</source>
        <translation>{0}：其他规格；{1}：不在目录中；{2}：留待稍后处理；{3}：撤销。</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>判定的结果</translation>
    </message>
    <message>
        <source>Export… writes it to a table, by SKU. ? shows all keys, F1 the manual.</source>
        <translation>“导出…”会按货号写入表格。按 ? 显示所有按键，F1 打开使用手册。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>InboxChoice</name>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose the inbox folder</source>
        <translation>选择收件文件夹</translation>
    </message>
    <message>
        <source>Stop watching it</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Photos that come into this folder, from a phone for instance, come into the queue of {0}.</source>
        <translation>进入此文件夹的照片（例如来自手机）会自动加入 {0} 的队列。</translation>
    </message>
    <message>
        <source>Each catalogue has an inbox of its own. Open the catalogue first.</source>
        <translation>每个目录都有自己的收件文件夹。请先打开目录。</translation>
    </message>
    <message>
        <source>It is the inbox of {0} too: its photos come into the queues of all these catalogues.</source>
        <translation>这也是 {0} 的收件文件夹：其中的照片会进入所有这些目录的队列。</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <translation>没有监视任何文件夹。</translation>
    </message>
    <message>
        <source>Inbox folder</source>
        <translation>收件文件夹</translation>
    </message>
</context>
<context>
    <name>IntroPage</name>
    <message>
        <source>&amp;Start tuning</source>
        <translation>开始调优(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Tuning teaches the model the differences between the products of this catalogue.</source>
        <translation>调优会让模型学会分辨此目录中各商品的差异。</translation>
    </message>
    <message>
        <source>It makes its own practice photos from the supplier&apos;s pictures. Nothing is asked of you.</source>
        <translation>它会用供应商的图片自行制作模拟照片来练习，您不需要做任何事。</translation>
    </message>
    <message>
        <source>From 30 confirmed photos on, it learns from those and is checked on them.</source>
        <translation>确认的照片达到 30 张之后，就会从这些照片学习，并用它们检验。</translation>
    </message>
    <message>
        <source>You can go on matching meanwhile, and stop it at any time.</source>
        <translation>调优期间您可以继续匹配，也可以随时停止。</translation>
    </message>
    <message>
        <source>Nothing changes unless it proves better on a check and you choose to keep it.</source>
        <translation>只有经检验证明更好，而且您选择保留，才会有所改变。</translation>
    </message>
    <message>
        <source>Tune {model} on this catalogue</source>
        <translation>针对此目录调优 {model}</translation>
    </message>
    <message>
        <source>It works with {model} on {products} with {images}.</source>
        <translation>使用 {model}，处理 {products}、{images}。</translation>
    </message>
    <message>
        <source>Tuning needs at least {0} different products, or it cannot tell whether anything got better.</source>
        <translation>调优至少需要 {0} 个不同的商品，否则无法判断是否有所改善。</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Change keys</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>All as at first</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Click a key, then press the one you want. Esc leaves it as it is.</source>
        <translation>单击一个按键，再按下您想用的键。按 Esc 则保持不变。</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>请按一个键…</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>KeysOverlay</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Manual…</source>
        <translation>使用手册…</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>{0} decided, but not saved</source>
        <translation>已判定 {0}，但尚未保存</translation>
    </message>
    <message>
        <source>In {0}: {1}. Closed without saving, this is undecided at the next start.</source>
        <translation>在 {0} 中：{1}。如果不保存就关闭，下次启动时这些仍未判定。</translation>
    </message>
    <message>
        <source>Save to a &amp;file…</source>
        <translation>保存到文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>不保存就关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
</context>
<context>
    <name>LeaveFlow</name>
    <message>
        <source>The disk that it is to be saved on does not answer.</source>
        <translation>要保存到的磁盘没有响应。</translation>
    </message>
    <message>
        <source>Save decisions</source>
        <translation>保存判定</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>判定</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Only the picture&apos;s address came along. Copy the picture itself and paste it here.</source>
        <translation>只带来了图片的网址。请复制图片本身，再粘贴到这里。</translation>
    </message>
    <message>
        <source>There is no photo in this. Drop or paste an image.</source>
        <translation>这里面没有照片。请拖入或粘贴图片。</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>Open catalogue folder</source>
        <translation>打开目录文件夹</translation>
    </message>
    <message>
        <source>Open table or zip file</source>
        <translation>打开表格或 zip 文件</translation>
    </message>
    <message>
        <source>Tables and zip files ({0})</source>
        <translation>表格和 zip 文件 ({0})</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
</context>
<context>
    <name>MatchAhead</name>
    <message>
        <source>Something went wrong inside Stockmatch.</source>
        <translation>Stockmatch 内部出错。</translation>
    </message>
</context>
<context>
    <name>MatchGrid</name>
    <message>
        <source>distance {0}</source>
        <translation>距离 {0}</translation>
    </message>
    <message>
        <source>{0} ahead</source>
        <translation>领先 {0}</translation>
    </message>
    <message>
        <source>Clear: {0} ahead</source>
        <translation>明确：领先 {0}</translation>
    </message>
    <message>
        <source>Close call: {0} ahead of the next</source>
        <translation>难分高下：领先下一个 {0}</translation>
    </message>
    <message>
        <source>{0} ahead of the next</source>
        <translation>领先下一个 {0}</translation>
    </message>
    <message>
        <source>Candidates, best first</source>
        <translation>候选，最佳者在前</translation>
    </message>
    <message>
        <source>Enter confirms, {0} tells why a candidate is offered</source>
        <translation>Enter 确认，{0} 说明为何提供此候选</translation>
    </message>
    <message>
        <source>Why this one? ({0})</source>
        <translation>为什么是这个？（{0}）</translation>
    </message>
</context>
<context>
    <name>MatchModel</name>
    <message>
        <source>top folder</source>
        <translation>顶层文件夹</translation>
    </message>
    <message>
        <source>The best of {0} of this product</source>
        <translation>该商品的 {0}中最匹配的一张</translation>
    </message>
    <message>
        <source>Score {0}</source>
        <translation>分数 {0}</translation>
    </message>
    <message>
        <source>Rank {0}, SKU {1}, score {2}</source>
        <translation>第 {0} 名，货号 {1}，分数 {2}</translation>
    </message>
    <message>
        <source>gap {0}</source>
        <translation>差距 {0}</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
</context>
<context>
    <name>MatchTile</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最匹配</translation>
    </message>
    <message>
        <source>Picture cannot be shown</source>
        <translation>无法显示图片</translation>
    </message>
</context>
<context>
    <name>ModelDesk</name>
    <message>
        <source>Stockmatch ended while that was under way, so it is not tried again by itself. You can choose it again under “Versions”.</source>
        <translation>Stockmatch 在启用过程中结束了，因此不会自动重试。您可以在“版本”下再次选择它。</translation>
    </message>
</context>
<context>
    <name>NarrowDialog</name>
    <message>
        <source>Narrow the candidates</source>
        <translation>缩小候选范围</translation>
    </message>
    <message>
        <source>Only products that fit are offered, the best of them first, for this photo and the next ones, until you ask for all products again.</source>
        <translation>只提供符合的商品，其中最好的排在最前；适用于这张照片及之后的照片，直到您再次选择全部商品为止。</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>缩小范围</translation>
    </message>
    <message>
        <source>{0} of {1} fit</source>
        <translation>符合：{0}，共 {1}</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Stockmatch ended unexpectedly last time. No decision was lost.</source>
        <translation>Stockmatch 上次意外退出。没有丢失任何判定。</translation>
    </message>
    <message>
        <source>Show report…</source>
        <translation>显示报告…</translation>
    </message>
    <message>
        <source>As your session ended, some decisions could not be saved. They are in {0}.</source>
        <translation>您的会话结束时，有些判定无法保存。它们在 {0}。</translation>
    </message>
    <message>
        <source>Stockmatch ended as it changed over to {0}, so it goes on with {1}. You can choose again in the settings.</source>
        <translation>Stockmatch 在改用 {0} 时结束了，因此改以 {1} 继续。您可以在设置中重新选择。</translation>
    </message>
    <message>
        <source>{0} is being opened. What has changed in {1} is taken over when that is opened again.</source>
        <translation>正在打开 {0}。{1} 中的更改，会在再次打开它时采用。</translation>
    </message>
    <message>
        <source>{0} is being opened. Wait until that is done and open {1} again, or cancel it first.</source>
        <translation>正在打开 {0}。请等它完成后再打开 {1}，或先取消。</translation>
    </message>
    <message>
        <source>The diagnostic information is on the clipboard.</source>
        <translation>诊断信息已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The decision is not saved yet. {0}</source>
        <translation>判定尚未保存。{0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>In {0}, this is still undecided: {1}. {2}</source>
        <translation>在 {0} 中，仍未决定：{1}。{2}</translation>
    </message>
    <message>
        <source>In {0}, the last change before it was left was not kept. {1}</source>
        <translation>在 {0} 中，离开前的最后一项更改没有保留。{1}</translation>
    </message>
    <message>
        <source>In {0}, the chosen version of the model was not put into service. {1}</source>
        <translation>在 {0} 中，您选择的模型版本未启用。{1}</translation>
    </message>
    <message>
        <source>There is no photo in {0}. Images such as JPEG, PNG, HEIC or WebP can be added.</source>
        <translation>{0} 中没有照片。可以添加 JPEG、PNG、HEIC 或 WebP 等图片。</translation>
    </message>
    <message>
        <source>Left out, because they are no images: {0}</source>
        <translation>不是图片，因此略去：{0}</translation>
    </message>
    <message>
        <source>What is decided stays in the queue. Take the decision back first.</source>
        <translation>已判定的照片会留在队列中。请先撤回判定。</translation>
    </message>
    <message>
        <source>{0} taken out of the queue. Its file stays where it is.</source>
        <translation>已将 {0}移出队列。文件留在原处。</translation>
    </message>
    <message>
        <source>{0} taken out of the queue. Their files stay where they are.</source>
        <translation>已将 {0}移出队列。文件都留在原处。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>1 photo waits for {0}.</source>
        <translation>1 张照片正在等候“{0}”。</translation>
    </message>
    <message>
        <source>{1} wait for {0}.</source>
        <translation>{1}正在等候“{0}”。</translation>
    </message>
    <message>
        <source>The catalogue&apos;s files have changed.</source>
        <translation>目录的文件有变动。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>应用变动</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
    <message>
        <source>1 row exported to {0}</source>
        <translation>已导出 1 行到 {0}</translation>
    </message>
    <message>
        <source>{1} rows exported to {0}</source>
        <translation>已导出 {1} 行到 {0}</translation>
    </message>
    <message>
        <source>photos copied: {0}</source>
        <translation>复制的照片：{0}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Classic works at once. {0} recognises more ({1} to download once): {2}</source>
        <translation>Classic 可以立即使用。{0} 能识别得更多（只需下载一次，{1}）：{2}</translation>
    </message>
    <message>
        <source>Get it…</source>
        <translation>获取…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Stockmatch {0} can be had; this is {1}.</source>
        <translation>已有 Stockmatch {0}；当前版本为 {1}。</translation>
    </message>
    <message>
        <source>Show page</source>
        <translation>显示网页</translation>
    </message>
    <message>
        <source>{0} is open in another window. Work there, or open another catalogue here.</source>
        <translation>{0} 已在另一个窗口中打开。请在那里工作，或在此打开另一个目录。</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开另一个…</translation>
    </message>
    <message>
        <source>The catalogue&apos;s folder is gone: {0}. Matching goes on, without its pictures.</source>
        <translation>目录的文件夹不见了：{0}。匹配会继续，但不显示其图片。</translation>
    </message>
    <message>
        <source>The inbox folder is not there: {0}. Photos come from it again as soon as it is.</source>
        <translation>收件文件夹不存在：{0}。一旦恢复，就会继续从中接收照片。</translation>
    </message>
    <message>
        <source>Locate folder…</source>
        <translation>定位文件夹…</translation>
    </message>
</context>
<context>
    <name>OwnPhotosView</name>
    <message>
        <source>Photos whose rank changed most</source>
        <translation>排名变化最大的照片</translation>
    </message>
    <message>
        <source>{photos} that took part in the tuning: top-1 error {top1}, top-5 {top5}</source>
        <translation>{photos}参与过调优：Top-1 错误率 {top1}，Top-5 {top5}</translation>
    </message>
    <message>
        <source>{photos} that took no part in the tuning: top-1 error {top1}, top-5 {top5}</source>
        <translation>{photos}未参与调优：Top-1 错误率 {top1}，Top-5 {top5}</translation>
    </message>
    <message>
        <source>Ranked among all {products}.</source>
        <translation>在全部 {products}中排名。</translation>
    </message>
    <message>
        <source>Ranked among {products} of the catalogue.</source>
        <translation>在目录的 {products}中排名。</translation>
    </message>
    <message>
        <source>Photos that took part say less than the check.</source>
        <translation>参与过调优的照片不如检验可靠。</translation>
    </message>
    <message>
        <source>No photo&apos;s rank changed.</source>
        <translation>没有照片的排名改变。</translation>
    </message>
    <message>
        <source>Better: rank {before} → {after}</source>
        <translation>变好：排名 {before} → {after}</translation>
    </message>
    <message>
        <source>Worse: rank {before} → {after}</source>
        <translation>变差：排名 {before} → {after}</translation>
    </message>
    <message>
        <source>took part</source>
        <translation>参与过调优</translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Whole photo</source>
        <translation>整张照片</translation>
    </message>
    <message>
        <source>Proposed region</source>
        <translation>建议的区域</translation>
    </message>
    <message>
        <source>Match the whole photo ({0})</source>
        <translation>匹配整张照片（{0}）</translation>
    </message>
    <message>
        <source>Go back to the part proposed ({0})</source>
        <translation>返回建议的部分（{0}）</translation>
    </message>
    <message>
        <source>Photo {0}, the arrow keys move the region</source>
        <translation>照片 {0}，用方向键移动区域</translation>
    </message>
    <message>
        <source>Drop photos here, or press Enter to choose files</source>
        <translation>将照片拖到这里，或按 Enter 选择文件</translation>
    </message>
    <message>
        <source>Matched: {0} to {1} across, {2} to {3} down</source>
        <translation>匹配范围：横向 {0} 到 {1}，纵向 {2} 到 {3}</translation>
    </message>
    <message>
        <source>This photo cannot be shown</source>
        <translation>无法显示这张照片</translation>
    </message>
    <message>
        <source>Drop to add</source>
        <translation>松开即可添加</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>将照片拖到这里</translation>
    </message>
    <message>
        <source>Files, folders or a picture from the browser.
Paste with {0}, or click to choose files.</source>
        <translation>文件、文件夹，或浏览器中的图片。
按 {0} 粘贴，或单击以选择文件。</translation>
    </message>
    <message>
        <source>Drop to add to the queue</source>
        <translation>松开即可加入队列</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Problems in this catalogue</source>
        <translation>此目录的问题</translation>
    </message>
    <message>
        <source>the top folder</source>
        <translation>顶层文件夹</translation>
    </message>
    <message>
        <source>SKU in several folders, kept apart: {folders}</source>
        <translation>货号出现在多个文件夹，各自分开：{folders}</translation>
    </message>
    <message>
        <source>File or SKU</source>
        <translation>文件或货号</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>问题说明</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Copy all as text</source>
        <translation>全部复制为文本(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Everything else in the catalogue works. Nothing in your folder was changed.</source>
        <translation>目录的其他部分都能正常使用。您的文件夹没有任何改动。</translation>
    </message>
    <message>
        <source>{files} could not be used</source>
        <translation>{files}无法使用</translation>
    </message>
    <message>
        <source>SKUs found in several folders</source>
        <translation>出现在多个文件夹的货号</translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Save the list of problems</source>
        <translation>保存问题列表</translation>
    </message>
</context>
<context>
    <name>ProductsDialog</name>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>With images: {0}</source>
        <translation>有图片：{0}</translation>
    </message>
    <message>
        <source>Without image: {0}</source>
        <translation>没有图片：{0}</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>&amp;Copy list as text</source>
        <translation>将列表复制为文本(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>显示 {0}，共 {1}</translation>
    </message>
    <message>
        <source>Save the list of products</source>
        <translation>保存商品列表</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>confirmed as {0}</source>
        <translation>已确认为 {0}</translation>
    </message>
    <message>
        <source>a variant of {0}</source>
        <translation>{0} 的其他规格</translation>
    </message>
    <message>
        <source>not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>one of {0} of the same item</source>
        <translation>同一件物品的 {0}之一</translation>
    </message>
    <message>
        <source>picked out</source>
        <translation>已挑选</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Add photos to the queue ({0}); you can also drop or paste them</source>
        <translation>将照片加入队列（{0}）；也可以拖入或粘贴</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Add the copied picture or files ({0})</source>
        <translation>添加已复制的图片或文件（{0}）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Accept many at once…</source>
        <translation>批量接受…</translation>
    </message>
    <message>
        <source>How well it does…</source>
        <translation>表现如何…</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Photos in the queue</source>
        <translation>队列中的照片</translation>
    </message>
</context>
<context>
    <name>ReadingRow</name>
    <message>
        <source>&amp;Images from</source>
        <translation>图片来自(&amp;I)</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A zip file…</source>
        <translation>Zip 文件…</translation>
    </message>
    <message>
        <source>The &amp;first row names the columns</source>
        <translation>第一行是列名(&amp;F)</translation>
    </message>
    <message>
        <source>Cells are divided by</source>
        <translation>单元格分隔符</translation>
    </message>
    <message>
        <source>Letters are in</source>
        <translation>文本编码</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>制表符（Tab）</translation>
    </message>
    <message>
        <source>Bar |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>Where are the table&apos;s images?</source>
        <translation>表格的图片在哪里？</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>How well it does</source>
        <translation>表现如何</translation>
    </message>
    <message>
        <source>Of {0} that you confirmed one by one, with 95 % intervals. Photos said to be not in the catalogue ({1}) and variants ({2}) have no product of their own to be found, and do not count.</source>
        <translation>依据您逐一确认的 {0}，附 95 % 置信区间。判定为不在目录中（{1}）或其他规格（{2}）的照片没有自己的商品可找，因此不计入。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>未命中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>How well it does on your own decisions</source>
        <translation>按您自己的判定，表现如何</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Where the first candidate was not it: photo, first candidate, your choice</source>
        <translation>第一候选不正确的情况：照片、第一候选、您的选择</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>First (top-1)</source>
        <translation>第一（top-1）</translation>
    </message>
    <message>
        <source>Among five (top-5)</source>
        <translation>前五（top-5）</translation>
    </message>
    <message>
        <source>{0} came first; it is {1}, which was number {2}</source>
        <translation>{0} 排在第一；正确的是 {1}，排名 {2}</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Shown below</source>
        <translation>下方显示</translation>
    </message>
    <message>
        <source>Your photos</source>
        <translation>您的照片</translation>
    </message>
    <message>
        <source>Course of the tuning</source>
        <translation>调优过程</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The tuned model is better</source>
        <translation>调优后的模型更好</translation>
    </message>
    <message>
        <source>The model stays as it was</source>
        <translation>模型保持原样</translation>
    </message>
    <message>
        <source>Tuned on version {version} of “{catalogue}”.</source>
        <translation>以“{catalogue}”的版本 {version} 调优。</translation>
    </message>
    <message>
        <source>Another catalogue is open now; keeping it counts for the one it was tuned on.</source>
        <translation>现在打开的是另一个目录；保留的结果属于原来的目录。</translation>
    </message>
    <message>
        <source>The catalogue has changed since: it is at version {version} now.</source>
        <translation>之后目录已更改：现在是版本 {version}。</translation>
    </message>
    <message>
        <source>Checked on {photos} made for the check, which chose nothing; {products} took part. Time: {time}.</source>
        <translation>以专为检验制作、未参与任何选择的 {photos}检验；涉及 {products}。时间：{time}。</translation>
    </message>
    <message>
        <source>Checked on {photos} you confirmed, of products that taught and chose nothing; {products} took part. Time: {time}.</source>
        <translation>以您确认的 {photos}检验，其商品未用于学习，也未参与任何选择；涉及 {products}。时间：{time}。</translation>
    </message>
    <message>
        <source>You stopped it early. {basis}</source>
        <translation>您提前停止了。{basis}</translation>
    </message>
</context>
<context>
    <name>RetuneOffer</name>
    <message>
        <source>Tune…</source>
        <translation>调优…</translation>
    </message>
    <message>
        <source>Not now; asks again once there are twice as many</source>
        <translation>暂不；数量翻倍时会再次提议</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Learn from {photos} you confirmed</source>
        <translation>可从您确认的 {photos}学习</translation>
    </message>
    <message>
        <source>{words}: tune on catalog</source>
        <translation>{words}：针对目录调优</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>Tuning</source>
        <translation>正在调优</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>在后台继续(&amp;B)</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Stop ends early and still judges what was reached. Nothing changes by itself.</source>
        <translation>“停止”会提前结束，并评判目前已达成的结果。不会自动改变任何东西。</translation>
    </message>
    <message>
        <source>Stop skips the rest of the check. What is not proven by then is not offered.</source>
        <translation>按“停止”会跳过其余的检验；届时尚未证实的结果不会提供。</translation>
    </message>
    <message>
        <source>Stopping after this step; then the check judges what was reached.</source>
        <translation>完成这一步后停止；随后会检验已达成的结果。</translation>
    </message>
    <message>
        <source>Stopping. What is not proven yet is not offered.</source>
        <translation>正在停止。尚未证实的结果不会提供。</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>In use now: {model}</source>
        <translation>当前使用：{model}</translation>
    </message>
    <message>
        <source>Which devices there are shows once the engine has started.</source>
        <translation>引擎启动后会显示有哪些设备。</translation>
    </message>
    <message>
        <source>Models run on: {device}.</source>
        <translation>模型运行于：{device}。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>关闭设置（Esc）</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>关闭设置</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What Stockmatch compares pictures with. A new choice indexes the catalogue in the background.</source>
        <translation>Stockmatch 用来比对图片的模型。更换后会在后台重新为目录建立索引。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a weights file of your own</source>
        <translation>选择您自己的权重文件</translation>
    </message>
    <message>
        <source>Use the standard weights</source>
        <translation>使用标准权重</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>How many products are offered for a photo. Keys 1 to 9 pick the first nine.</source>
        <translation>每张照片提供多少个商品。按键 1 到 9 可选择前九个。</translation>
    </message>
    <message>
        <source>Number of candidates</source>
        <translation>候选数量</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Same style, any colour</source>
        <translation>同款，颜色不限</translation>
    </message>
    <message>
        <source>Exact colour</source>
        <translation>颜色须相同</translation>
    </message>
    <message>
        <source>Whether colours that agree speak for a product. Photos are matched again at once.</source>
        <translation>颜色相符是否作为依据。照片会立即重新匹配。</translation>
    </message>
    <message>
        <source>Learn from confirmed photos</source>
        <translation>从已确认的照片学习</translation>
    </message>
    <message>
        <source>A photo you confirm counts as a further image of its product until you undo that.</source>
        <translation>您确认的照片会算作该商品的另一张图片，直到您撤销为止。</translation>
    </message>
    <message>
        <source>Copy the SKU on confirming</source>
        <translation>确认时复制货号</translation>
    </message>
    <message>
        <source>The SKU of the product that you confirm, or choose as a variant, goes to the clipboard.</source>
        <translation>您确认或选为其他规格的商品，其货号会复制到剪贴板。</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation>欧氏距离</translation>
    </message>
    <message>
        <source>Manhattan</source>
        <translation>曼哈顿距离</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Automatic takes an NVIDIA GPU where there is one, else the processor.</source>
        <translation>自动：有 NVIDIA GPU 时使用 GPU，否则使用处理器。</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Numbered files are one product</source>
        <translation>带编号的文件属于同一商品</translation>
    </message>
    <message>
        <source>4711_1.jpg and 4711_2.jpg become two images of product 4711. Off, every file is a product.</source>
        <translation>4711_1.jpg 和 4711_2.jpg 会成为商品 4711 的两张图片。关闭时，每个文件都是一个商品。</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件文件夹</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>System follows the desktop&apos;s own choice of light or dark.</source>
        <translation>“系统”会跟随桌面本身的浅色或深色设置。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the window and the manual. The study report is in English.</source>
        <translation>窗口和使用手册的语言。研究报告为英文。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按键…</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Where to ask once a start, with your company&apos;s address. Empty, nobody is asked.</source>
        <translation>每次启动时查询一次的地址，由贵公司提供。留空则不查询。</translation>
    </message>
    <message>
        <source>Checking {file} …</source>
        <translation>正在检查 {file}…</translation>
    </message>
    <message>
        <source>Classic needs no weights.</source>
        <translation>Classic 不需要权重。</translation>
    </message>
    <message>
        <source>Your weights: {file}</source>
        <translation>您的权重：{file}</translation>
    </message>
    <message>
        <source>Weights: the standard pretrained ones of {model}.</source>
        <translation>权重：{model} 的标准预训练权重。</translation>
    </message>
    <message>
        <source>Compares the direction of two pictures&apos; features. The best choice as a rule.</source>
        <translation>比较两张图片特征的方向。通常是最佳选择。</translation>
    </message>
    <message>
        <source>Straight-line distance of the features, strength included.</source>
        <translation>特征之间的直线距离，包含强度。</translation>
    </message>
    <message>
        <source>Sum of the features&apos; differences; forgiving of a few large ones.</source>
        <translation>特征差异的总和；能容忍少数较大的差异。</translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>What speaks for it</source>
        <translation>支持的证据</translation>
    </message>
</context>
<context>
    <name>StudyDialog</name>
    <message>
        <source>Study report</source>
        <translation>研究报告</translation>
    </message>
    <message>
        <source>Compare models on {0}</source>
        <translation>在 {0} 上比较模型</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept: start again to go on from there.</source>
        <translation>已停止。完成的部分会保留：再次开始即可从该处继续。</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <source>Choose &amp;answers…</source>
        <translation>选择答案文件(&amp;A)…</translation>
    </message>
    <message>
        <source>Choose &amp;weights folder…</source>
        <translation>选择权重文件夹(&amp;W)…</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>A quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>The whole study</source>
        <translation>完整研究</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Photos whose product is known tell which model finds it most often, what tuning does to each, and what of that is chance. Nothing in the catalogue changes, and matching goes on meanwhile.</source>
        <translation>已知商品的照片可以显示哪个模型最常找到正确商品、调优对各模型有何影响，以及其中多少只是巧合。目录不会有任何变动，匹配也会同时继续。</translation>
    </message>
    <message>
        <source>The whole study trains each model dozens of times: hours without a graphics card.</source>
        <translation>完整研究会将每个模型训练数十次：没有显卡时需要数小时。</translation>
    </message>
    <message>
        <source>Studying</source>
        <translation>正在研究</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>在后台继续(&amp;B)</translation>
    </message>
    <message>
        <source>Stop ends after the step under way. What is finished is kept.</source>
        <translation>“停止”会在当前步骤完成后生效。完成的部分会保留。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;New study</source>
        <translation>新的研究(&amp;N)</translation>
    </message>
    <message>
        <source>Sa&amp;ve as…</source>
        <translation>另存为(&amp;V)…</translation>
    </message>
    <message>
        <source>Open in &amp;browser</source>
        <translation>在浏览器中打开(&amp;B)</translation>
    </message>
    <message>
        <source>A CSV file that names for each photo its catalogue image, one pair a line.</source>
        <translation>一个 CSV 文件，每行一对，列出各照片对应的目录图片。</translation>
    </message>
    <message>
        <source>Optional. Else the weights that were downloaded.</source>
        <translation>可不填。默认使用已下载的权重。</translation>
    </message>
    <message>
        <source>Choose the right answers</source>
        <translation>选择正确答案</translation>
    </message>
    <message>
        <source>Choose the folder of weights files</source>
        <translation>选择权重文件所在的文件夹</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Open a table as catalogue</source>
        <translation>将表格作为目录打开</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>问题说明</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0}: {1} rows</source>
        <translation>{0}：{1} 行</translation>
    </message>
    <message>
        <source>The columns are as you set them last time.</source>
        <translation>各列沿用您上次的设置。</translation>
    </message>
    <message>
        <source>{0} from {1}</source>
        <translation>{0}，来自 {1}</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Download them</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download, from my own network too</source>
        <translation>下载，包括自己网络内的</translation>
    </message>
    <message>
        <source>Named by web address: {0}</source>
        <translation>以网址指定：{0}</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Say which column holds the SKU.</source>
        <translation>请指定哪一列是货号。</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>missing images: {0}</source>
        <translation>缺少的图片：{0}</translation>
    </message>
    <message>
        <source>products without image: {0}</source>
        <translation>没有图片的商品：{0}</translation>
    </message>
    <message>
        <source>duplicate SKUs: {0}</source>
        <translation>重复的货号：{0}</translation>
    </message>
    <message>
        <source>rows without SKU: {0}</source>
        <translation>没有货号的行：{0}</translation>
    </message>
    <message>
        <source>unreadable files: {0}</source>
        <translation>无法读取的文件：{0}</translation>
    </message>
    <message>
        <source>unused images: {0}</source>
        <translation>未使用的图片：{0}</translation>
    </message>
    <message>
        <source>doubtful cells: {0}</source>
        <translation>可疑的单元格：{0}</translation>
    </message>
    <message>
        <source>odd rows: {0}</source>
        <translation>异常的行：{0}</translation>
    </message>
    <message>
        <source>notes: {0}</source>
        <translation>说明：{0}</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>检查结果 ({0})</translation>
    </message>
</context>
<context>
    <name>TogetherBar</name>
    <message>
        <source>Same item</source>
        <translation>同一件物品</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Put all photos back that are picked out</source>
        <translation>取消挑选所有照片</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>分开</translation>
    </message>
    <message>
        <source>These photos show one item: match and decide them together ({0}). {2}click or {1} picks.</source>
        <translation>这些照片是同一件物品：一起匹配、一起判定（{0}）。{2}单击或按 {1} 即可挑选。</translation>
    </message>
    <message>
        <source>These photos are not of one item, after all ({0})</source>
        <translation>这些照片其实不是同一件物品（{0}）</translation>
    </message>
    <message>
        <source>Same item: {0}</source>
        <translation>同一件物品：{0}</translation>
    </message>
    <message>
        <source>One item of {0}: separate</source>
        <translation>同一件物品的 {0}：分开</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Open a catalogue folder</source>
        <translation>打开目录文件夹</translation>
    </message>
    <message>
        <source>Tune on catalog</source>
        <translation>针对目录调优</translation>
    </message>
    <message>
        <source>Adapt the model to this catalogue; shows before and after, and you decide</source>
        <translation>让模型适应此目录；会显示调优前后的结果，由您决定</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save decisions as CSV or Excel, or for a shop ({0})</source>
        <translation>将判定保存为 CSV 或 Excel，或供网店使用（{0}）</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>显示所有按键</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>打开目录文件夹…</translation>
    </message>
    <message>
        <source>Open table or zip file…</source>
        <translation>打开表格或 zip 文件…</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>表格的列…</translation>
    </message>
    <message>
        <source>Products…</source>
        <translation>商品…</translation>
    </message>
    <message>
        <source>Look for changed files</source>
        <translation>查找变动的文件</translation>
    </message>
    <message>
        <source>Use the sample</source>
        <translation>使用示例</translation>
    </message>
    <message>
        <source>Study report…</source>
        <translation>研究报告…</translation>
    </message>
    <message>
        <source>Copy diagnostic information</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Switch to</source>
        <translation>切换到</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>{0} problems</source>
        <translation>{0} 个问题</translation>
    </message>
    <message>
        <source>Files that were skipped and SKUs that occur twice</source>
        <translation>已略去的文件和重复出现的货号</translation>
    </message>
    <message>
        <source>No catalogue open</source>
        <translation>未打开目录</translation>
    </message>
    <message>
        <source>Model in use: {0}</source>
        <translation>使用中的模型：{0}</translation>
    </message>
    <message>
        <source>Starting the matching engine…</source>
        <translation>正在启动匹配引擎…</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>正在建立索引</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop here; what is done is kept</source>
        <translation>在此停止；已完成的会保留</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>TuningDialog</name>
    <message>
        <source>Tune on catalog</source>
        <translation>针对目录调优</translation>
    </message>
</context>
<context>
    <name>UpdateChoice</name>
    <message>
        <source>Address of new versions</source>
        <translation>新版本的查询地址</translation>
    </message>
</context>
<context>
    <name>VersionFlow</name>
    <message>
        <source>Export the version</source>
        <translation>导出版本</translation>
    </message>
    <message>
        <source>Import a version</source>
        <translation>导入版本</translation>
    </message>
    <message>
        <source>Model versions ({0})</source>
        <translation>模型版本 ({0})</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
    <message>
        <source>Imported as version {n}. It serves only if you choose “Use this version”.</source>
        <translation>已导入为版本 {n}。您选择“使用此版本”之后才会启用。</translation>
    </message>
</context>
<context>
    <name>VersionList</name>
    <message>
        <source>Each kept tuning is a version. Going back is one click.</source>
        <translation>每次保留的调优都是一个版本。单击一下即可切换回去。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>&amp;Import a version…</source>
        <translation>导入版本(&amp;I)…</translation>
    </message>
    <message>
        <source>Take in a version that was exported from another catalogue or computer</source>
        <translation>导入从其他目录或电脑导出的版本</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>Putting the model into service</source>
        <translation>正在启用模型</translation>
    </message>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>在后台继续(&amp;B)</translation>
    </message>
    <message>
        <source>The catalogue is made ready for it. Until that is done, the model in use goes on serving.</source>
        <translation>目录正在为它做准备。完成之前，仍使用当前模型。</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在准备…</translation>
    </message>
</context>
<context>
    <name>WeightsDialog</name>
    <message>
        <source>Model weights</source>
        <translation>模型权重</translation>
    </message>
    <message>
        <source>Better matches with {model}</source>
        <translation>使用 {model} 匹配更准确</translation>
    </message>
    <message>
        <source>One download of {size}, kept on this machine.</source>
        <translation>只需下载一次（{size}），之后保存在本机上。</translation>
    </message>
    <message>
        <source>&amp;Download {size}</source>
        <translation>下载 {size}(&amp;D)</translation>
    </message>
    <message>
        <source>Downloading {model}</source>
        <translation>正在下载 {model}</translation>
    </message>
    <message>
        <source>Preparing {model}</source>
        <translation>正在准备 {model}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>No weights for {model} yet</source>
        <translation>还没有 {model} 的权重</translation>
    </message>
    <message>
        <source>Afterwards it works without a network. Photos never leave this machine.</source>
        <translation>之后不需要网络即可使用。照片绝不会离开本机。</translation>
    </message>
    <message>
        <source>Stockmatch already works with Classic. You can change the model later in Settings.</source>
        <translation>Stockmatch 已可使用 Classic。之后可以在“设置”中更换模型。</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>You can go on matching with the present model meanwhile.</source>
        <translation>期间您可以使用当前模型继续匹配。</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Nothing is lost: matching goes on with the model in use.</source>
        <translation>没有任何损失：会以使用中的模型继续匹配。</translation>
    </message>
    <message>
        <source>Continue with &amp;Classic</source>
        <translation>继续使用 Classic(&amp;C)</translation>
    </message>
    <message>
        <source>Choose a &amp;weights file…</source>
        <translation>选择权重文件(&amp;W)…</translation>
    </message>
    <message>
        <source>Checking {file}</source>
        <translation>正在检查 {file}</translation>
    </message>
</context>
<context>
    <name>WhyDesk</name>
    <message>
        <source>Something went wrong inside Stockmatch.</source>
        <translation>Stockmatch 内部出错。</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why {0}?</source>
        <translation>为什么是 {0}？</translation>
    </message>
    <message>
        <source>Why {0} is offered</source>
        <translation>为什么提供 {0}</translation>
    </message>
    <message>
        <source>Comparing the pictures</source>
        <translation>正在比较图片</translation>
    </message>
    <message>
        <source>Comparing the pictures…</source>
        <translation>正在比较图片…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The bars count the confirmed photo, lines and rings only what is shown.</source>
        <translation>条形计入已确认的照片；线条与圆圈只标示画面上的图片。</translation>
    </message>
    <message>
        <source>Photos confirmed for this product have more print in common with each other than with yours, which counts against it.</source>
        <translation>为该商品确认过的照片，彼此的共同之处比与您这张照片的更多，因此不利于该商品。</translation>
    </message>
    <message>
        <source>Lines join points of the print, dashed lines join parts that look alike.</source>
        <translation>实线连接图案上相符的点，虚线连接看起来相似的部分。</translation>
    </message>
    <message>
        <source>Rings mark what tells it from look-alikes.</source>
        <translation>圆圈标出与相似产品不同之处。</translation>
    </message>
    <message>
        <source>No single places of both pictures agree; the confirmed photo does.</source>
        <translation>两张图片没有个别相同之处；相符的是已确认的照片。</translation>
    </message>
    <message>
        <source>No single places of both pictures agree; the product as a whole does.</source>
        <translation>两张图片没有个别相符的部分，但商品整体相似。</translation>
    </message>
</context>
<context>
    <name>WhyPictures</name>
    <message>
        <source>Photo and candidate side by side</source>
        <translation>照片与候选并排</translation>
    </message>
    <message>
        <source>{0} are joined by lines</source>
        <translation>{0}以线相连</translation>
    </message>
    <message>
        <source>1 part that looks alike is joined</source>
        <translation>有 1 个相似的部分相连</translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts that look alike are joined</source>
        <translation>
            <numerusform>有 %Ln 个相似的部分相连</numerusform>
        </translation>
    </message>
    <message>
        <source>what tells it from look-alikes is ringed</source>
        <translation>已圈出与相似产品不同之处</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 张，共 {1} 张</translation>
    </message>
    <message>
        <source>{0} of one item</source>
        <translation>同一件物品的 {0}</translation>
    </message>
    <message>
        <source>waits for the catalogue</source>
        <translation>正在等待目录</translation>
    </message>
    <message>
        <source>No product of the catalogue fits {0}.</source>
        <translation>目录中没有商品符合 {0}。</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Nothing to offer</source>
        <translation>没有可提供的候选</translation>
    </message>
    <message>
        <source>Skip this photo</source>
        <translation>跳过这张照片</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This photo could not be read</source>
        <translation>无法读取这张照片</translation>
    </message>
    <message>
        <source>{0} confirmed</source>
        <translation>已确认 {0}</translation>
    </message>
    <message>
        <source>{0} variants</source>
        <translation>其他规格 {0}</translation>
    </message>
    <message>
        <source>{0} not in catalogue</source>
        <translation>不在目录中 {0}</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>已跳过 {0}</translation>
    </message>
    <message>
        <source>All {0} decided</source>
        <translation>{0}已全部判定</translation>
    </message>
    <message>
        <source>The photo is decided</source>
        <translation>这张照片已判定</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Look at the skipped</source>
        <translation>查看已跳过的照片</translation>
    </message>
    <message>
        <source>Candidates appear here as soon as the catalogue is ready.</source>
        <translation>目录准备好之后，候选会立即出现在这里。</translation>
    </message>
    <message>
        <source>Getting the catalogue ready</source>
        <translation>正在准备目录</translation>
    </message>
    <message>
        <source>Try the sample photos</source>
        <translation>试试示例照片</translation>
    </message>
    <message>
        <source>Drop the photos of what arrived. Each is matched against {0}; one key confirms.</source>
        <translation>将到货商品的照片拖到这里。每张都会与 {0}匹配；按一个键即可确认。</translation>
    </message>
    <message>
        <source>Ready for photos</source>
        <translation>可以添加照片了</translation>
    </message>
    <message>
        <source>SKU copied</source>
        <translation>已复制货号</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Version {n}</source>
        <translation>版本 {n}</translation>
    </message>
    <message>
        <source>Untuned model</source>
        <translation>未调优的模型</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>使用此版本</translation>
    </message>
    <message>
        <source>Use {version}</source>
        <translation>使用{version}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export {version}</source>
        <translation>导出{version}</translation>
    </message>
    <message>
        <source>Save this version as a file for another catalogue or computer</source>
        <translation>将这个版本存成文件，供其他目录或电脑使用</translation>
    </message>
    <message>
        <source>Top-1 error {before} → {after}</source>
        <translation>Top-1 错误率 {before} → {after}</translation>
    </message>
    <message>
        <source>Top-5 error {before} → {after}</source>
        <translation>Top-5 错误率 {before} → {after}</translation>
    </message>
    <message>
        <source>Checked on {photos}.</source>
        <translation>以 {photos}检验。</translation>
    </message>
    <message>
        <source>Imported {date}. Its figures were measured elsewhere, on “{catalogue}”, and say nothing sure of this catalogue.</source>
        <translation>{date} 导入。其数据是在别处以“{catalogue}”测得，对这个目录不能保证什么。</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>离开导览</translation>
    </message>
</context>
<context>
    <name>alike</name>
    <message>
        <source>{0} with this picture: {1}</source>
        <translation>{0} 个商品使用这张图片：{1}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Confirm candidate {0}</source>
        <translation>确认候选 {0}</translation>
    </message>
    <message>
        <source>A variant of the marked candidate</source>
        <translation>标记的候选的其他规格</translation>
    </message>
    <message>
        <source>Confirm the candidate of that number</source>
        <translation>确认该号候选</translation>
    </message>
    <message>
        <source>Show the candidate of that number</source>
        <translation>显示该号候选</translation>
    </message>
    <message>
        <source>Deciding</source>
        <translation>判定时</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>对比时</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Compare the photo with the marked candidate</source>
        <translation>对比照片与标记的候选</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张照片</translation>
    </message>
    <message>
        <source>Former photo</source>
        <translation>上一张照片</translation>
    </message>
    <message>
        <source>Next filter of the queue</source>
        <translation>队列的下一个筛选</translation>
    </message>
    <message>
        <source>Pick this photo out, or put it back</source>
        <translation>挑选这张照片，或取消挑选</translation>
    </message>
    <message>
        <source>The photos picked out show one item</source>
        <translation>挑选的照片是同一件物品</translation>
    </message>
    <message>
        <source>The photos of this item are of several</source>
        <translation>这件物品的照片其实是好几件物品</translation>
    </message>
    <message>
        <source>Take this photo, or those picked out, out of the queue</source>
        <translation>将这张照片或挑选的照片移出队列</translation>
    </message>
    <message>
        <source>Why is the marked candidate offered?</source>
        <translation>为什么提供标记的候选？</translation>
    </message>
    <message>
        <source>Match the whole photo, or the proposed part</source>
        <translation>匹配整张照片，或建议的部分</translation>
    </message>
    <message>
        <source>Narrow the candidates by brand, category, words…</source>
        <translation>按品牌、类别、文字等缩小候选范围…</translation>
    </message>
    <message>
        <source>All products as candidates again</source>
        <translation>恢复以全部商品为候选</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>显示所有按键</translation>
    </message>
    <message>
        <source>Next candidate</source>
        <translation>下一个候选</translation>
    </message>
    <message>
        <source>Former candidate</source>
        <translation>上一个候选</translation>
    </message>
    <message>
        <source>Next image of the product</source>
        <translation>商品的下一张图片</translation>
    </message>
    <message>
        <source>Former image of the product</source>
        <translation>商品的上一张图片</translation>
    </message>
    <message>
        <source>Photo and candidate in the same place, in turn</source>
        <translation>照片与候选在同一位置轮流显示</translation>
    </message>
    <message>
        <source>Pin this candidate on the left</source>
        <translation>将此候选固定在左侧</translation>
    </message>
    <message>
        <source>Show or hide the matched parts</source>
        <translation>显示或隐藏匹配的部分</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>The whole product again</source>
        <translation>恢复显示整个商品</translation>
    </message>
    <message>
        <source>A variant of this candidate</source>
        <translation>此候选的其他规格</translation>
    </message>
    <message>
        <source>Back to all candidates</source>
        <translation>返回所有候选</translation>
    </message>
    <message>
        <source>Mark another candidate, photo or part, where the focus is</source>
        <translation>在焦点所在之处，标记另一个候选、照片或部分</translation>
    </message>
    <message>
        <source>Confirm the candidate that is marked, or compared</source>
        <translation>确认标记的或正在对比的候选</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Paste photos</source>
        <translation>粘贴照片</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>添加照片…</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>打开目录文件夹…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show candidate {0}</source>
        <translation>显示候选 {0}</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>SKU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour code</source>
        <translation>色号</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>款式</translation>
    </message>
    <message>
        <source>Image of the style</source>
        <translation>款式图片</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>局部</translation>
    </message>
    <message>
        <source>keypoints</source>
        <translation>特征点</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>details</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 个点</translation>
    </message>
    <message>
        <source>%Ln points</source>
        <translation>%Ln 个点</translation>
    </message>
    <message>
        <source>resembles a confirmed photo</source>
        <translation>与已确认的照片相似</translation>
    </message>
    <message>
        <source>1 point of the print agrees</source>
        <translation>图案有 1 个点相符</translation>
    </message>
    <message>
        <source>%Ln points of the print agree</source>
        <translation>图案有 %Ln 个点相符</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>外观相似</translation>
    </message>
    <message>
        <source>parts look alike</source>
        <translation>局部相似</translation>
    </message>
    <message>
        <source>colours agree</source>
        <translation>颜色相符</translation>
    </message>
    <message>
        <source>details agree</source>
        <translation>细节相符</translation>
    </message>
    <message>
        <source>same picture as {0}</source>
        <translation>与 {0} 的图片相同</translation>
    </message>
    <message>
        <source>code in the file name</source>
        <translation>文件名中的代码</translation>
    </message>
    <message>
        <source>barcode read</source>
        <translation>读到条码</translation>
    </message>
    <message>
        <source>First because the photo&apos;s file name says {0}, whatever the picture resembles.</source>
        <translation>排在第一，因为照片的文件名写着 {0}，不论图片像什么。</translation>
    </message>
    <message>
        <source>First because a barcode in the photo says {0}, whatever the picture resembles.</source>
        <translation>排在第一，因为照片中的条码是 {0}，不论图片像什么。</translation>
    </message>
    <message>
        <source>but the picture resembles others more</source>
        <translation>但图片更像其他商品</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>此前见过</translation>
    </message>
    <message>
        <source>Seen before: a photo confirmed for this product fits better than its catalogue images and counts as one. The catalogue image most like your photo is shown.</source>
        <translation>此前见过：为该商品确认过的一张照片比它的目录图片更匹配，因此算作其中一张。这里显示与您的照片最像的目录图片。</translation>
    </message>
    <message>
        <source>Perhaps not in this catalogue. Press N if you do not see it.</source>
        <translation>可能不在此目录中。如果没看到，请按 N。</translation>
    </message>
    <message>
        <source>Probably not in this catalogue. Press N if you do not see it.</source>
        <translation>很可能不在此目录中。如果没看到，请按 N。</translation>
    </message>
    <message>
        <source>Not enough decisions yet ({0} of {1})</source>
        <translation>判定还不够多（{0}，需要 {1}）</translation>
    </message>
    <message>
        <source>The right one is among the first {0} with {1}: show more in the settings</source>
        <translation>正确的商品有 {1} 的概率在前 {0} 个之中：可在设置中显示更多</translation>
    </message>
    <message>
        <source>The right one is the first with {0}</source>
        <translation>第一个有 {0} 的概率是正确的商品</translation>
    </message>
    <message>
        <source>The right one is among these {0} with {1}</source>
        <translation>正确的商品有 {1} 的概率在这 {0} 个之中</translation>
    </message>
    <message>
        <source>The right one is among the first {0} with {1}</source>
        <translation>正确的商品有 {1} 的概率在前 {0} 个之中</translation>
    </message>
    <message>
        <source>How many candidates hold the right product, where it is found at all. It is known from {0} photos confirmed with the model in use; there are {1}.</source>
        <translation>在找得到的情况下，多少个候选会包含正确的商品。需要用使用中的模型确认 {0} 张照片才能得知；目前有 {1} 张。</translation>
    </message>
</context>
<context>
    <name>keymap</name>
    <message>
        <source>Always</source>
        <translation>任何时候</translation>
    </message>
    <message>
        <source>{0} moves about and confirms. Choose another key.</source>
        <translation>{0} 用于移动和确认。请选择其他键。</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”. Give that another key first.</source>
        <translation>{0} 是“{1}”的按键。请先为它换一个键。</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The backbone returned numbers that are not finite for this picture. Choose another weights file or backbone.</source>
        <translation>骨干网络为这张图片算出的数值不是有限数。请选择其他权重文件或骨干网络。</translation>
    </message>
    <message>
        <source>Business Central&apos;s item numbers have {most} letters at most. Shorten it first.</source>
        <translation>Business Central 的物料编号最多 {most} 个字符。请先缩短。</translation>
    </message>
    <message>
        <source>The name has more than the {most} letters that Business Central takes.</source>
        <translation>名称超过 Business Central 可接受的 {most} 个字符。</translation>
    </message>
    <message>
        <source>SKU {sku}: there is no image “{name}”.</source>
        <translation>货号 {sku}：没有图片“{name}”。</translation>
    </message>
    <message>
        <source>No row of the table names this image; it was left out.</source>
        <translation>表格中没有任何一行提到这张图片，因此略去。</translation>
    </message>
    <message>
        <source>SKU {sku} is on line {line} already</source>
        <translation>货号 {sku} 已出现在第 {line} 行</translation>
    </message>
    <message>
        <source>SKU {sku}: “{name}” could be {there}. Name its folder too.</source>
        <translation>货号 {sku}：“{name}”可能是 {there}。请一并写出文件夹。</translation>
    </message>
    <message>
        <source>{file}: no column is known to hold the SKU. Say which one does: in the window when the table is opened, in a terminal with --column sku=NAME.</source>
        <translation>{file}：不知道哪一列是货号。请指定：在窗口中于打开表格时指定，在终端中使用 --column sku=NAME。</translation>
    </message>
    <message>
        <source>Several products have this SKU, by which they are told apart. Give each its own first.</source>
        <translation>多个商品使用这个货号，而它们要靠货号区分。请先给每个商品各自的货号。</translation>
    </message>
    <message>
        <source>{address} is no web address. It begins with http:// or https://.</source>
        <translation>{address} 不是网址。网址以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>{first}; here it has {words}. Line {line} counts, and the images of both.</source>
        <translation>{first}；此处为 {words}。以第 {line} 行为准，两者的图片都采用。</translation>
    </message>
    <message>
        <source>SKU {sku}: “{name}” could not be downloaded: {reason}</source>
        <translation>货号 {sku}：无法下载“{name}”：{reason}</translation>
    </message>
    <message>
        <source>The row has no SKU and was left out.</source>
        <translation>这一行没有货号，因此略去。</translation>
    </message>
    <message>
        <source>“{cell}” is a number that a spreadsheet shortened; its last digits are lost.</source>
        <translation>“{cell}”是被电子表格缩短的数字，末几位数已丢失。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image and cannot be matched. Add a picture named by it, or name one.</source>
        <translation>货号 {sku} 没有图片，无法匹配。请添加以它命名的图片，或在表格中指定一张。</translation>
    </message>
    <message>
        <source>{column}: {reason}</source>
        <translation>{column}：{reason}</translation>
    </message>
    <message>
        <source>{column}: {reason} Kept as it is.</source>
        <translation>{column}：{reason}保持原样。</translation>
    </message>
    <message>
        <source>{first}; this row adds nothing to it.</source>
        <translation>{first}；这一行没有增加任何内容。</translation>
    </message>
    <message>
        <source>The rows of “{style}” have no SKU; that name stands for it.</source>
        <translation>“{style}”的各行没有货号，因此以这个名称代替。</translation>
    </message>
    <message>
        <source>SKU {sku} has several colours, or sizes with barcodes; each is a product of its own. Such SKUs in all: {count}.</source>
        <translation>货号 {sku} 有多种颜色，或各有条码的多种尺寸，各自成为一项商品。这样的货号共有 {count} 个。</translation>
    </message>
    <message>
        <source>SKU {sku} is the parent that other rows name, and no product of its own; such rows in all: {count}.</source>
        <translation>货号 {sku} 是其他行所指的父项，本身不是商品。这样的行共有 {count} 行。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image of its colour, only of others, and cannot be matched. Add a picture named by it and its colour, or name one.</source>
        <translation>货号 {sku} 没有这个颜色的图片，只有其他颜色的，因此无法匹配。请添加以它和颜色命名的图片，或在表格中指定一张。</translation>
    </message>
    <message>
        <source>{file} is an export of Magento. Columns made of its attributes and variations: {names}.</source>
        <translation>{file} 是 Magento 的导出文件。由其属性与规格生成的列：{names}。</translation>
    </message>
    <message>
        <source>{file}: rows of further store views were left out: {count}.</source>
        <translation>{file}：略去其他店铺视图的行：{count}。</translation>
    </message>
    <message>
        <source>non-commercial use only, {licence}</source>
        <translation>仅限非商业用途，{licence}</translation>
    </message>
    <message>
        <source>Colour, texture and shape. Needs no download; the quickest.</source>
        <translation>颜色、纹理和形状。无需下载；速度最快。</translation>
    </message>
    <message>
        <source>The best of the original study; slow without a GPU.</source>
        <translation>原始研究中表现最佳；没有 GPU 时较慢。</translation>
    </message>
    <message>
        <source>Small and quick, a good first step up.</source>
        <translation>小巧快速，是提升的第一步。</translation>
    </message>
    <message>
        <source>A strong all-rounder.</source>
        <translation>各方面表现均衡而出色。</translation>
    </message>
    <message>
        <source>Good quality for its size.</source>
        <translation>就其大小而言质量良好。</translation>
    </message>
    <message>
        <source>As good as ConvNeXt in the study; the slowest.</source>
        <translation>在研究中与 ConvNeXt 一样好；速度最慢。</translation>
    </message>
    <message>
        <source>Densely connected convolutions.</source>
        <translation>密集连接的卷积。</translation>
    </message>
    <message>
        <source>Looks at 299 px instead of 224.</source>
        <translation>以 299 px 而非 224 px 的分辨率分析图片。</translation>
    </message>
    <message>
        <source>The smallest download.</source>
        <translation>下载量最小。</translation>
    </message>
    <message>
        <source>Small and quick.</source>
        <translation>小巧快速。</translation>
    </message>
    <message>
        <source>The classic Inception network.</source>
        <translation>经典的 Inception 网络。</translation>
    </message>
    <message>
        <source>The small residual network.</source>
        <translation>小型残差网络。</translation>
    </message>
    <message>
        <source>The oldest of the study; large and weak.</source>
        <translation>研究中最旧的网络；体积大而效果弱。</translation>
    </message>
    <message>
        <source>Trained on a million fashion products; slow without a GPU.</source>
        <translation>以一百万件时尚商品训练；没有 GPU 时较慢。</translation>
    </message>
    <message>
        <source>Trained on pictures with their captions, in many languages; slow without a GPU.</source>
        <translation>以图片及多种语言的图片说明训练；没有 GPU 时较慢。</translation>
    </message>
    <message>
        <source>The first network trained on pictures with their captions; slow without a GPU.</source>
        <translation>第一个以图片及图片说明训练的网络；没有 GPU 时较慢。</translation>
    </message>
    <message>
        <source>Trained on pictures alone; good at details and parts.</source>
        <translation>仅以图片训练；擅长细节与局部。</translation>
    </message>
    <message>
        <source>The successor of DINOv2; looks at 256 px.</source>
        <translation>DINOv2 的后继版本；以 256 px 的分辨率分析图片。</translation>
    </message>
    <message>
        <source>Meta&apos;s DINOv3 License, not an open licence</source>
        <translation>Meta 的 DINOv3 许可，并非开放许可</translation>
    </message>
    <message>
        <source>The successor of ConvNeXt-Tiny.</source>
        <translation>ConvNeXt-Tiny 的后继版本。</translation>
    </message>
    <message>
        <source>The row has no SKU or colour and was read as going on from that above it; such rows in all: {count}.</source>
        <translation>这一行没有货号或颜色，因此视为上一行的延续。这样的行共有 {count} 行。</translation>
    </message>
    <message>
        <source>“{name}” is an address. Have the pictures downloaded, or save them beside the table. Such pictures in all: {count} (line {lines}).</source>
        <translation>“{name}”是网址。请选择下载图片，或将它们保存在表格旁。这类图片共 {count} 张（第 {lines} 行）。</translation>
    </message>
    <message>
        <source>This is no address of announcements. It begins with https:// and ends with #ed25519= and a key.</source>
        <translation>这不是版本公告的地址。这种地址以 https:// 开头，以 #ed25519= 加上密钥结尾。</translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation>这是文件夹，不是图片。</translation>
    </message>
    <message>
        <source>The file&apos;s name cannot be used.</source>
        <translation>无法使用此文件名。</translation>
    </message>
    <message>
        <source>The file is empty; save or download it again.</source>
        <translation>文件是空的；请重新保存或下载。</translation>
    </message>
    <message>
        <source>The file is cut off; save or download it again.</source>
        <translation>文件不完整；请重新保存或下载。</translation>
    </message>
    <message>
        <source>The file is damaged; save or download it again.</source>
        <translation>文件已损坏；请重新保存或下载。</translation>
    </message>
    <message>
        <source>The file is damaged, or of a variety of its format that cannot be read; open it elsewhere and export it as PNG or JPEG.</source>
        <translation>文件已损坏，或属于无法读取的格式变体；请用其他程序打开，再导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>The file is not a picture; use JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP.</source>
        <translation>文件不是图片；请使用 JPEG、PNG、WebP、HEIC、AVIF、TIFF、GIF 或 BMP。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture; save a smaller copy.</source>
        <translation>内存不足以打开这张图片；请另存一份较小的。</translation>
    </message>
    <message>
        <source>The picture carries more text or colour data than is safe to read; open it elsewhere and export it as PNG or JPEG.</source>
        <translation>图片所带的文本或色彩数据过多，读取并不安全；请用其他程序打开，再导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>The picture is too large ({size:,} megapixels; at most {most} can be read); save a smaller copy.</source>
        <translation>图片太大（{size:,} 百万像素；最多可读取 {most} 百万像素）；请另存一份较小的。</translation>
    </message>
    <message>
        <source>The file is too large (more than {most:,} MB); save a smaller copy.</source>
        <translation>文件太大（超过 {most:,} MB）；请另存一份较小的。</translation>
    </message>
    <message>
        <source>The file cannot be read from its disk or network folder ({reason}).</source>
        <translation>无法从磁盘或网络文件夹读取文件（{reason}）。</translation>
    </message>
    <message>
        <source>PDF documents are not photos; export the page as PNG or JPEG.</source>
        <translation>PDF 文档不是照片；请将该页导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>PostScript drawings are not photos; export it as PNG or JPEG.</source>
        <translation>PostScript 图形不是照片；请导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>JPEG XL pictures cannot be read; export it as PNG or JPEG.</source>
        <translation>无法读取 JPEG XL 图片；请导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>This is an archive, not a picture; unpack it first.</source>
        <translation>这是压缩文件，不是图片；请先解压缩。</translation>
    </message>
    <message>
        <source>Videos are not photos; take a still picture from it.</source>
        <translation>视频不是照片；请从中截取一张静态图片。</translation>
    </message>
    <message>
        <source>SVG drawings are not photos; export it as PNG or JPEG.</source>
        <translation>SVG 图形不是照片；请导出为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>This is a web page, not a picture; download the picture itself.</source>
        <translation>这是网页，不是图片；请下载图片本身。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>There is no permission to read the file.</source>
        <translation>没有读取此文件的权限。</translation>
    </message>
    <message>
        <source>{file} was tuned for another version of Stockmatch. Tune again.</source>
        <translation>{file} 是为另一版本的 Stockmatch 调优的，请重新调优。</translation>
    </message>
    <message>
        <source>{file} holds no change of {channels} channels.</source>
        <translation>{file} 不含 {channels} 个通道的变更。</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite.</source>
        <translation>{file} 含有不是有限数的数值。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} holds no adapter for Classic ({dimension} x {dimension} finite numbers).</source>
        <translation>{file} 不含 Classic 的适配数据（{dimension} x {dimension} 个有限数值）。</translation>
    </message>
    <message>
        <source>No graphics card that CUDA can use was found.</source>
        <translation>未找到 CUDA 可用的显卡。</translation>
    </message>
    <message>
        <source>The {card} (compute capability {major}.{minor}) is not among the cards this PyTorch is built for ({cards}).</source>
        <translation>{card}（计算能力 {major}.{minor}）不在此 PyTorch 支持的显卡之列（{cards}）。</translation>
    </message>
    <message>
        <source>A test computation on the {card} gave a wrong result.</source>
        <translation>在 {card} 上的测试计算得出错误结果。</translation>
    </message>
    <message>
        <source>The installed PyTorch is the CPU build.</source>
        <translation>安装的 PyTorch 是 CPU 版本。</translation>
    </message>
    <message>
        <source>The CPU is chosen in the settings.</source>
        <translation>设置中选择了 CPU。</translation>
    </message>
    <message>
        <source>CUDA cannot be used. {reason}</source>
        <translation>无法使用 CUDA。{reason}</translation>
    </message>
    <message>
        <source>CUDA could not be started: {reason}</source>
        <translation>无法启动 CUDA：{reason}</translation>
    </message>
    <message>
        <source>A test computation on the {card} failed: {reason}</source>
        <translation>在 {card} 上的测试计算失败：{reason}</translation>
    </message>
    <message>
        <source>No NVIDIA driver is installed, or there is no NVIDIA graphics card.</source>
        <translation>未安装 NVIDIA 驱动程序，或没有 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>The NVIDIA driver is too old for this PyTorch (CUDA {version}); update the driver.</source>
        <translation>NVIDIA 驱动程序对此 PyTorch（CUDA {version}）来说太旧；请更新驱动程序。</translation>
    </message>
    <message>
        <source>No answer from {host} within {seconds:.0f} seconds; check the internet connection.</source>
        <translation>{host} 在 {seconds:.0f} 秒内没有响应；请检查互联网连接。</translation>
    </message>
    <message>
        <source>No connection to {host} ({text}); check the internet connection.</source>
        <translation>无法连接到 {host}（{text}）；请检查互联网连接。</translation>
    </message>
    <message>
        <source>{host} stopped sending for {seconds:.0f} seconds; check the connection and try again.</source>
        <translation>{host} 已 {seconds:.0f} 秒没有发送数据；请检查连接后重试。</translation>
    </message>
    <message>
        <source>{host} refused the file: {code} {reason}.</source>
        <translation>{host} 拒绝提供文件：{code} {reason}。</translation>
    </message>
    <message>
        <source>The connection to {host} broke off after {received} of {total} bytes; try again.</source>
        <translation>与 {host} 的连接在传输 {received} / {total} 字节后中断；请重试。</translation>
    </message>
    <message>
        <source>What arrived is not {file}: its checksum is wrong. A proxy or a virus scanner may be changing downloads; try again.</source>
        <translation>收到的内容不是 {file}：校验和不符。可能是代理服务器或杀毒软件更改了下载内容；请重试。</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}.</source>
        <translation>无法写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{model} needs libraries that are not installed ({missing}). Install them with: {command}</source>
        <translation>{model} 需要尚未安装的库（{missing}）。请用此命令安装：{command}</translation>
    </message>
    <message>
        <source>{model} needs its pretrained weights ({facts}), which are not on this computer.</source>
        <translation>{model} 需要预训练权重（{facts}），但本机上没有。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is not in UTF-8 and was read as {encoding}. Choose another encoding if letters look wrong.</source>
        <translation>{file} 不是 UTF-8，因此以 {encoding} 读取。如果文字不正确，请选择其他编码。</translation>
    </message>
    <message>
        <source>Images that no row names were left out: {unused}.</source>
        <translation>有 {unused} 张图片未被任何一行提到，因此略去。</translation>
    </message>
    <message>
        <source>None of the images ({count}) could be read. The first: {file}: {reason}</source>
        <translation>{count} 张图片全都无法读取。第一个问题：{file}：{reason}</translation>
    </message>
    <message>
        <source>Its name has characters that cannot be stored. Rename it.</source>
        <translation>名称含有无法存储的字符。请重命名。</translation>
    </message>
    <message>
        <source>{file} is a table of a kind that cannot be read here. Save it as .xlsx or .csv, and open that.</source>
        <translation>{file} 是此处无法读取的表格格式。请另存为 .xlsx 或 .csv，再打开该文件。</translation>
    </message>
    <message>
        <source>Products that can be read in {source}: {count}. A study needs at least two, or every answer is right.</source>
        <translation>{source} 有 {count} 个可读取的商品；研究至少需要两个，否则任何答案都正确。</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>第 {line} 行</translation>
    </message>
    <message>
        <source>{file}: passed over above the header: {passed}.</source>
        <translation>{file}：{passed}在标题行之上，因此跳过。</translation>
    </message>
    <message>
        <source>The row has more cells than the header, which has {count}.</source>
        <translation>这一行的单元格多于标题行的 {count} 列。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}), and may belong to this catalogue. Check your rights, or try again.</source>
        <translation>无法读取 {file}（{reason}），而它可能属于这个目录。请检查您的权限，或重试。</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}), so they are not written over.</source>
        <translation>无法读取 {path} 中的设置（{reason}），因此不会覆盖它们。</translation>
    </message>
    <message>
        <source>Tuning needs at least {least} different products, or it cannot tell whether anything got better. Add products to the catalogue first.</source>
        <translation>调优至少需要 {least} 个不同的商品，否则无法判断是否有所改善。请先在目录中添加商品。</translation>
    </message>
    <message>
        <source>The memory of {device} is too small for one image. Close other programs that use it, or choose the CPU in the settings.</source>
        <translation>{device} 的内存连一张图片都不够用。请关闭其他使用它的程序，或在设置中选择 CPU。</translation>
    </message>
    <message>
        <source>Another program is using the file, or there is no permission to read it; close it there and try again.</source>
        <translation>其他程序正在使用此文件，或者没有读取此文件的权限；请在该程序中关闭后重试。</translation>
    </message>
    <message>
        <source>{file} holds program code (probably a whole saved model), which could do anything and is not run. Save the state dict alone: torch.save(model.state_dict(), file).</source>
        <translation>{file} 含有程序代码（可能是整个保存的模型），可能执行任何操作，因此不会运行。请只保存 state dict：torch.save(model.state_dict(), file)。</translation>
    </message>
    <message>
        <source>it is a {kind}</source>
        <translation>它是 {kind}</translation>
    </message>
    <message>
        <source>These weights do not fit {model}; {wrong}.</source>
        <translation>这些权重不适用于 {model}；{wrong}。</translation>
    </message>
    <message>
        <source>{file} is damaged or not a PyTorch weights file.</source>
        <translation>{file} 已损坏，或不是 PyTorch 权重文件。</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is a single tensor</source>
        <translation>它是单个张量</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 以及其他 {more} 个</translation>
    </message>
    <message>
        <source>{file} holds no state dict: {kind}.</source>
        <translation>{file} 不含 state dict：{kind}。</translation>
    </message>
    <message>
        <source>{file} holds no state dict: {names} not a tensor.</source>
        <translation>{file} 不含 state dict：{names} 不是张量。</translation>
    </message>
    <message>
        <source>{file} holds tensors of a kind that cannot be used: {names}.</source>
        <translation>{file} 含有无法使用的张量类型：{names}。</translation>
    </message>
    <message>
        <source>{file} holds values that are not finite numbers: {names}.</source>
        <translation>{file} 含有不是有限数的值：{names}。</translation>
    </message>
    <message>
        <source>These weights are for {models}, not for {model}.</source>
        <translation>这些权重属于 {models}，不属于 {model}。</translation>
    </message>
    <message>
        <source>missing: {names}</source>
        <translation>缺少：{names}</translation>
    </message>
    <message>
        <source>of the wrong shape: {names}</source>
        <translation>形状不符：{names}</translation>
    </message>
    <message>
        <source>unexpected: {names}</source>
        <translation>多余：{names}</translation>
    </message>
    <message>
        <source>{file} cannot be read as safetensors: {reason}.</source>
        <translation>无法以 safetensors 格式读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is a TorchScript program, not a state dict.</source>
        <translation>{file} 是 TorchScript 程序，不是 state dict。</translation>
    </message>
    <message>
        <source>Its name leads out of the zip&apos;s own folder, or cannot be used; it was left out.</source>
        <translation>其名称指向 zip 文件夹之外，或无法使用，因此略去。</translation>
    </message>
    <message>
        <source>It is encrypted and was left out. Unpack the zip with its password and open the folder.</source>
        <translation>已加密，因此略去。请用密码解压缩 zip 文件，再打开解出的文件夹。</translation>
    </message>
    <message>
        <source>It would take {size:.1f} GB unpacked, more than a picture can; it was left out.</source>
        <translation>解压缩后会有 {size:.1f} GB，超过一张图片可能的大小，因此略去。</translation>
    </message>
    <message>
        <source>Another file of the zip has the same name; the last one counts.</source>
        <translation>zip 文件中有另一个同名文件；以最后一个为准。</translation>
    </message>
    <message>
        <source>{file} is encrypted. Unpack it with its password and open the folder that comes of it.</source>
        <translation>{file} 已加密。请用密码解压缩，再打开解出的文件夹。</translation>
    </message>
    <message>
        <source>The images of {file} would take {size:.1f} GB unpacked, more than the {most:.1f} GB that are unpacked here. Unpack it yourself and open the folder.</source>
        <translation>{file} 的图片解压缩后会有 {size:.1f} GB，超过此处可解压缩的 {most:.1f} GB。请自行解压缩，再打开该文件夹。</translation>
    </message>
    <message>
        <source>The images of {file} take {size:.1f} GB unpacked, and {free:.1f} GB are free on the disk. Make room, or choose another data folder with --data-dir.</source>
        <translation>{file} 的图片解压缩后需要 {size:.1f} GB，而磁盘只剩 {free:.1f} GB。请腾出空间，或用 --data-dir 选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>{file} cannot be unpacked into {folder} ({reason}). Make room, or unpack it yourself and open the folder.</source>
        <translation>无法将 {file} 解压缩到 {folder}（{reason}）。请腾出空间，或自行解压缩后再打开该文件夹。</translation>
    </message>
    <message>
        <source>{file} is damaged or no zip file. Fetch it again, or open a folder.</source>
        <translation>{file} 已损坏或不是 zip 文件。请重新获取，或改为打开文件夹。</translation>
    </message>
    <message>
        <source>{file} may not be read ({reason}). Check your rights.</source>
        <translation>无法读取 {file}（{reason}）。请检查您的权限。</translation>
    </message>
    <message>
        <source>The folder {folder} has not answered for {seconds:.0f} seconds. Was the network lost? What was done is kept; open it again.</source>
        <translation>文件夹 {folder} 已 {seconds:.0f} 秒没有响应。网络是否中断？已完成的部分会保留；请再次打开。</translation>
    </message>
    <message>
        <source>The file has changed since it was indexed.</source>
        <translation>文件在建立索引之后已有变动。</translation>
    </message>
    <message>
        <source>The folder {folder} can no longer be read ({reason}). Was its drive unplugged or the network lost? What was done is kept; open it again.</source>
        <translation>文件夹 {folder} 已无法读取（{reason}）。是否拔除了驱动器或网络中断？已完成的部分会保留；请再次打开。</translation>
    </message>
    <message>
        <source>There are too few products or confirmed photos to tell whether anything would be better than the version in service. Add some, or go back to the untuned model first.</source>
        <translation>商品或已确认的照片太少，无法判断是否有比使用中的版本更好的结果。请再增加一些，或先回到未调优的模型。</translation>
    </message>
    <message>
        <source>The announcement of new versions is not signed with the key that you gave.</source>
        <translation>新版本公告的签名与您提供的密钥不符。</translation>
    </message>
    <message>
        <source>What the address of new versions answers is no announcement.</source>
        <translation>新版本地址的响应不是版本公告。</translation>
    </message>
    <message>
        <source>The address of new versions cannot be read ({reason}).</source>
        <translation>无法读取新版本地址（{reason}）。</translation>
    </message>
    <message>
        <source>The address of new versions did not answer within {seconds:.0f} s.</source>
        <translation>新版本地址未在 {seconds:.0f} 秒内响应。</translation>
    </message>
    <message>
        <source>{file} is here already: version {version}.</source>
        <translation>{file} 已在这里：版本 {version}。</translation>
    </message>
    <message>
        <source>{file} is a tuning of {model}, but {other} is in use. Choose {model} in the settings, then import it.</source>
        <translation>{file} 是 {model} 的调优版本，但使用中的是 {other}。请在设置中选择 {model}，再导入。</translation>
    </message>
    <message>
        <source>{file} was tuned from other weights of {model} than those in use here, so it does not fit them.</source>
        <translation>{file} 所依据的 {model} 权重与这里使用的不同，因此不适用。</translation>
    </message>
    <message>
        <source>It holds another kind of tuning than it says.</source>
        <translation>文件中的调优种类与其说明不符。</translation>
    </message>
    <message>
        <source>{file} cannot be used: {reason} Nothing was changed.</source>
        <translation>无法使用 {file}：{reason}没有任何改动。</translation>
    </message>
    <message>
        <source>The database {path} cannot be opened ({reason}). Make room on the disk, check your rights, or choose another data folder with --data-dir.</source>
        <translation>无法打开数据库 {path}（{reason}）。请腾出磁盘空间、检查权限，或用 --data-dir 选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>It cannot be unpacked ({reason}).</source>
        <translation>无法解压缩（{reason}）。</translation>
    </message>
    <message>
        <source>{file}: there is no encoding “{encoding}”. Try utf-8, cp1252, big5 or gb18030.</source>
        <translation>{file}：没有编码“{encoding}”。请试试 utf-8、cp1252、big5 或 gb18030。</translation>
    </message>
    <message>
        <source>A quotation mark is opened and never closed; it was left out.</source>
        <translation>有一个引号未闭合，因此略去。</translation>
    </message>
    <message>
        <source>No catalogue is open. Open the folder with the supplier&apos;s images first.</source>
        <translation>尚未打开目录。请先打开存放供应商图片的文件夹。</translation>
    </message>
    <message>
        <source>The tuned model cannot be used, so the untuned one serves: {reason} Tune again.</source>
        <translation>无法使用调优后的模型，因此改用未调优的模型：{reason}请重新调优。</translation>
    </message>
    <message>
        <source>tuned model v{version}</source>
        <translation>调优后的模型 v{version}</translation>
    </message>
    <message>
        <source>The matching engine stopped unexpectedly and was started again. No decision was lost.</source>
        <translation>匹配引擎意外停止，已重新启动。没有丢失任何判定。</translation>
    </message>
    <message>
        <source>{path} has no header “query,target” in its first line.</source>
        <translation>{path} 的第一行没有标题“query,target”。</translation>
    </message>
    <message>
        <source>{file} cannot be read any more: {reason} Index the catalogue again.</source>
        <translation>已无法读取 {file}：{reason}请重新为目录建立索引。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}. It should be a CSV file in UTF-8.</source>
        <translation>无法读取 {path}：{reason}。它应该是 UTF-8 的 CSV 文件。</translation>
    </message>
    <message>
        <source>The line does not have two columns.</source>
        <translation>这一行不是两列。</translation>
    </message>
    <message>
        <source>{file} is not there.</source>
        <translation>{file} 不存在。</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another name, or allow it to be replaced.</source>
        <translation>{path} 已存在。请选择其他名称，或允许替换。</translation>
    </message>
    <message>
        <source>The file has changed since it was decided on.</source>
        <translation>文件在判定之后已有变动。</translation>
    </message>
    <message>
        <source>The photos could not be copied to {folder} ({reason}). Make room, or choose another folder.</source>
        <translation>无法将照片复制到 {folder}（{reason}）。请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{reason} It was not copied.</source>
        <translation>{reason}因此没有复制。</translation>
    </message>
    <message>
        <source>{reason} Its row has no picture.</source>
        <translation>{reason}该行没有图片。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image that can be read, and cannot be matched.</source>
        <translation>货号 {sku} 没有可读取的图片，无法匹配。</translation>
    </message>
    <message>
        <source>There are no images in {folder}. Choose the folder that holds the supplier&apos;s pictures.</source>
        <translation>{folder} 中没有图片。请选择存放供应商图片的文件夹。</translation>
    </message>
    <message>
        <source>No image of {folder} can be used. The first: {file}: {reason}</source>
        <translation>{folder} 中没有可用的图片。第一个问题：{file}：{reason}</translation>
    </message>
    <message>
        <source>The file is not the one that was decided on.</source>
        <translation>文件不是当初判定的那一个。</translation>
    </message>
    <message>
        <source>This folder may not be read.</source>
        <translation>没有读取此文件夹的权限。</translation>
    </message>
    <message>
        <source>The folder&apos;s name has characters that cannot be stored. Rename it and open it.</source>
        <translation>文件夹名称含有无法存储的字符。请重命名后再打开。</translation>
    </message>
    <message>
        <source>The folder {source} is not there. Was it moved or its drive unplugged? Locate it again.</source>
        <translation>文件夹 {source} 不存在。是否已移动，或驱动器已拔出？请重新定位。</translation>
    </message>
    <message>
        <source>{source} is a file. Choose the folder that holds the supplier&apos;s images.</source>
        <translation>{source} 是文件。请选择存放供应商图片的文件夹。</translation>
    </message>
    <message>
        <source>The folder {source} may not be read ({reason}). Ask for the right to open it, or copy it.</source>
        <translation>无法读取文件夹 {source}（{reason}）。请获取打开权限，或复制一份。</translation>
    </message>
    <message>
        <source>It cannot be reached ({reason}).</source>
        <translation>无法访问（{reason}）。</translation>
    </message>
    <message>
        <source>{product} is not in the catalogue any more. Match the photo again.</source>
        <translation>{product} 已不在目录中。请重新匹配照片。</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>{reason} Until then it is learnt at every opening.</source>
        <translation>{reason}在此之前，每次打开都会重新学习。</translation>
    </message>
    <message>
        <source>The file {source} is not there. Was it moved or its drive unplugged? Locate it again.</source>
        <translation>文件 {source} 不存在。是否已移动，或驱动器已拔出？请重新定位。</translation>
    </message>
    <message>
        <source>It cannot be read ({reason}).</source>
        <translation>无法读取（{reason}）。</translation>
    </message>
    <message>
        <source>The first reason: {file}: {reason}</source>
        <translation>第一个原因：{file}：{reason}</translation>
    </message>
    <message>
        <source>The folder {folder} is not there. It should hold files like resnet50.pth.</source>
        <translation>文件夹 {folder} 不存在。其中应有类似 resnet50.pth 的文件。</translation>
    </message>
    <message>
        <source>{out} lies in the catalogue&apos;s folder, where figures would count as products. Choose another with --out.</source>
        <translation>{out} 位于目录的文件夹中，图表会被当成商品。请用 --out 选择其他位置。</translation>
    </message>
    <message>
        <source>The report cannot be written to {out} ({reason}).</source>
        <translation>无法将报告写入 {out}（{reason}）。</translation>
    </message>
    <message>
        <source>No photo could be judged.</source>
        <translation>没有可评判的照片。</translation>
    </message>
    <message>
        <source>{file} is not among the readable images of {source}.</source>
        <translation>{file} 不在 {source} 可读取的图片之中。</translation>
    </message>
    <message>
        <source>{folder} cannot be written to ({reason}). Choose another folder with --out.</source>
        <translation>无法写入 {folder}（{reason}）。请用 --out 选择其他文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}). What was finished before is kept; make room, or choose another folder with --out.</source>
        <translation>无法写入 {path}（{reason}）。之前完成的部分会保留；请腾出空间，或用 --out 选择其他文件夹。</translation>
    </message>
    <message>
        <source>{file} has no rows. Choose the file that lists the products.</source>
        <translation>{file} 没有任何行。请选择列出商品的文件。</translation>
    </message>
    <message>
        <source>{file}: no row with the columns&apos; names was found.</source>
        <translation>{file}：未找到列名所在的行。</translation>
    </message>
    <message>
        <source>lines {line} to {line2}</source>
        <translation>第 {line} 到 {line2} 行</translation>
    </message>
    <message>
        <source>{file} is a workbook with the wrong ending. Rename it to .xlsx, or save it as CSV.</source>
        <translation>{file} 是扩展名错误的工作簿。请改名为 .xlsx，或另存为 CSV。</translation>
    </message>
    <message>
        <source>Some letters are not {encoding}. Choose another encoding.</source>
        <translation>有些文字不是 {encoding}。请选择其他编码。</translation>
    </message>
    <message>
        <source>{file} is larger than {most:.0f} MB. Split it, or open a part of it.</source>
        <translation>{file} 大于 {most:.0f} MB。请拆分文件，或只打开其中一部分。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}). Close it elsewhere.</source>
        <translation>无法读取 {file}（{reason}）。请在其他程序中关闭它。</translation>
    </message>
    <message>
        <source>{host} is inside your own network; allow that when you open the table if it is meant.</source>
        <translation>{host} 位于您自己的网络内；如果确实需要，请在打开表格时允许。</translation>
    </message>
    <message>
        <source>Pictures cannot be kept in {folder} ({reason}). Make room, or choose another data folder with --data-dir.</source>
        <translation>图片无法存放在 {folder}（{reason}）。请腾出空间，或用 --data-dir 选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>the connection broke off after {got} of {all} bytes.</source>
        <translation>连接在收到 {got} / {all} 字节后中断。</translation>
    </message>
    <message>
        <source>the server says {code} {words}.</source>
        <translation>服务器返回 {code} {words}。</translation>
    </message>
    <message>
        <source>no connection ({reason}).</source>
        <translation>无法连接（{reason}）。</translation>
    </message>
    <message>
        <source>it is larger than {size} MB.</source>
        <translation>它大于 {size} MB。</translation>
    </message>
    <message>
        <source>it did not come within {seconds:.0f} seconds.</source>
        <translation>未在 {seconds:.0f} 秒内收到。</translation>
    </message>
    <message>
        <source>{host} cannot be reached, so it was not tried.</source>
        <translation>无法连接 {host}，因此未尝试。</translation>
    </message>
    <message>
        <source>no answer within {seconds:.0f} seconds.</source>
        <translation>{seconds:.0f} 秒内没有响应。</translation>
    </message>
    <message>
        <source>a formula without its result. Open the workbook in a spreadsheet program and save it.</source>
        <translation>公式没有结果。请用电子表格程序打开工作簿并保存。</translation>
    </message>
    <message>
        <source>a number of more than 15 digits; a spreadsheet has lost the last ones.</source>
        <translation>超过 15 位的数字；电子表格已丢失末几位。</translation>
    </message>
    <message>
        <source>{file} has no sheet “{sheet}”. It has: {names}.</source>
        <translation>{file} 没有工作表“{sheet}”。现有：{names}。</translation>
    </message>
    <message>
        <source>{file} has no rows. Its hidden sheets ({names}) were not looked at. Choose the file that lists the products.</source>
        <translation>{file} 没有任何行。未查看隐藏的工作表（{names}）。请选择列出商品的文件。</translation>
    </message>
    <message>
        <source>the cell shows the error {value}.</source>
        <translation>单元格显示错误 {value}。</translation>
    </message>
    <message>
        <source>a date in the workbook ({text}); a spreadsheet may have made it of a code.</source>
        <translation>工作簿中的日期（{text}）；可能是电子表格由代码转换而成。</translation>
    </message>
    <message>
        <source>{file} holds {size:.0f} MB, more than the {most:.0f} MB that a workbook may have here. Save the sheet as CSV.</source>
        <translation>{file} 有 {size:.0f} MB，超过此处工作簿的上限 {most:.0f} MB。请将工作表另存为 CSV。</translation>
    </message>
    <message>
        <source>{file} is damaged or no XLSX file. Open it in a spreadsheet program and save it again.</source>
        <translation>{file} 已损坏或不是 XLSX 文件。请用电子表格程序打开并重新保存。</translation>
    </message>
    <message>
        <source>{file}: sheet “{sheet}” was read, not {names}.</source>
        <translation>{file}：读取了工作表“{sheet}”，未读取 {names}。</translation>
    </message>
    <message>
        <source>{file}: left out, being hidden: {names}.</source>
        <translation>{file}：因隐藏而略去：{names}。</translation>
    </message>
    <message>
        <source>{file} is protected by a password, or is of Excel 97. Save it as .xlsx without a password.</source>
        <translation>{file} 受密码保护，或是 Excel 97 的文件。请另存为没有密码的 .xlsx。</translation>
    </message>
    <message>
        <source>Model version {version} of {catalogue} is not there any more. Tune again.</source>
        <translation>{catalogue} 的模型版本 {version} 已不存在。请重新调优。</translation>
    </message>
    <message>
        <source>What was learnt of the catalogue could not be saved: {reason}. Make room on the disk, or check your rights.</source>
        <translation>无法保存从目录学到的内容：{reason}。请腾出磁盘空间，或检查您的权限。</translation>
    </message>
    <message>
        <source>The tuned model could not be saved: {reason}.</source>
        <translation>无法保存调优后的模型：{reason}。</translation>
    </message>
    <message>
        <source>Model version {version} does not belong to the backbone in use.</source>
        <translation>模型版本 {version} 不属于使用中的骨干网络。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>{missing} of {products} pictures cannot be read, so there is too little to tell apart. Put the files back and look for changed files, then tune again.</source>
        <translation>{products} 张图片中有 {missing} 张无法读取，因此可以区分的商品太少。请放回文件，执行“查找变动的文件”，再重新调优。</translation>
    </message>
    <message>
        <source>another program holds the database</source>
        <translation>数据库被其他程序占用</translation>
    </message>
    <message>
        <source>the data folder may not be written</source>
        <translation>没有写入数据文件夹的权限</translation>
    </message>
    <message>
        <source>The database {path} was written by a newer Stockmatch. Install the newest version; nothing was changed.</source>
        <translation>数据库 {path} 是由较新的 Stockmatch 写入的。请安装最新版本；没有任何改动。</translation>
    </message>
    <message>
        <source>The database {path} is damaged ({reason}). Put back a copy of its folder from your backup; Stockmatch has not changed it.</source>
        <translation>数据库 {path} 已损坏（{reason}）。请从备份恢复其文件夹；Stockmatch 没有改动它。</translation>
    </message>
    <message>
        <source>It could not be saved: {reason}. Nothing was lost; make room or try again.</source>
        <translation>无法保存：{reason}。没有丢失任何数据；请腾出空间或重试。</translation>
    </message>
    <message>
        <source>The database {path} cannot be read: {reason}. Nothing was lost; make room or try again.</source>
        <translation>无法读取数据库 {path}：{reason}。没有丢失任何数据；请腾出空间或重试。</translation>
    </message>
    <message>
        <source>{path} is not a Stockmatch database. Choose another data folder.</source>
        <translation>{path} 不是 Stockmatch 的数据库。请选择其他数据文件夹。</translation>
    </message>
    <message>
        <source>{file}: an export is a .csv or .xlsx file. Choose one of these endings.</source>
        <translation>{file}：导出文件须为 .csv 或 .xlsx。请选择其中一种扩展名。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}. Close it elsewhere, or choose another place.</source>
        <translation>无法写入 {file}：{reason}。请在其他程序中关闭它，或选择其他位置。</translation>
    </message>
    <message>
        <source>The catalogue&apos;s index cannot be read ({reason}). Index the catalogue again.</source>
        <translation>无法读取目录的索引（{reason}）。请重新为目录建立索引。</translation>
    </message>
    <message>
        <source>The index folder {folder} cannot be used ({reason}).</source>
        <translation>无法使用索引文件夹 {folder}（{reason}）。</translation>
    </message>
    <message>
        <source>The index could not be saved: {reason}. Make room on the disk and index again.</source>
        <translation>无法保存索引：{reason}。请腾出磁盘空间，再重新建立索引。</translation>
    </message>
    <message>
        <source>it is shorter than it was</source>
        <translation>文件比原来短</translation>
    </message>
    <message>
        <source>it may not be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>There is no catalogue {catalogue_id} in {folder}.</source>
        <translation>{folder} 中没有目录 {catalogue_id}。</translation>
    </message>
    <message>
        <source>The data folder {folder} may not be read ({reason}). Choose another one with --data-dir.</source>
        <translation>无法读取数据文件夹 {folder}（{reason}）。请用 --data-dir 选择其他位置。</translation>
    </message>
    <message>
        <source>{source} is already the folder of the catalogue “{catalogue}”. Open it instead.</source>
        <translation>{source} 已是目录“{catalogue}”的文件夹。请改为打开该目录。</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be written ({reason}). Free space, or choose another one with --data-dir.</source>
        <translation>无法写入数据文件夹 {folder}（{reason}）。请腾出空间，或用 --data-dir 选择其他位置。</translation>
    </message>
    <message>
        <source>What the columns hold could not be saved: {reason}. Make room on the disk.</source>
        <translation>无法保存各列的设置：{reason}。请腾出磁盘空间。</translation>
    </message>
    <message>
        <source>The picture could not be saved: {reason}.</source>
        <translation>无法保存图片：{reason}。</translation>
    </message>
    <message>
        <source>The old file is kept as {file}.</source>
        <translation>旧文件保留为 {file}。</translation>
    </message>
    <message>
        <source>These settings had impossible values and are at their defaults: {bad}.</source>
        <translation>以下设置的值无效，已恢复默认：{bad}。</translation>
    </message>
    <message>
        <source>It could not be set aside ({reason}).</source>
        <translation>无法保留旧文件（{reason}）。</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}); defaults are used.</source>
        <translation>无法读取 {path} 中的设置（{reason}）；使用默认值。</translation>
    </message>
    <message>
        <source>The settings file was damaged; defaults are used. {kept}</source>
        <translation>设置文件已损坏；使用默认值。{kept}</translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}.</source>
        <translation>无法保存设置：{reason}。</translation>
    </message>
    <message>
        <source>{file} is no model version that Stockmatch exported, or it is damaged. Nothing was changed.</source>
        <translation>{file} 不是 Stockmatch 导出的模型版本，或已损坏。没有任何改动。</translation>
    </message>
    <message>
        <source>{file} was exported by a newer Stockmatch. Install the newest version; nothing was changed.</source>
        <translation>{file} 是由较新的 Stockmatch 导出的。请安装最新版本；没有任何改动。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{path} could be read when the study began, but not now: {reason}</source>
        <translation>研究开始时可以读取 {path}，现在却不行：{reason}</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>The memory of {device_name} is too small to train {backbone_id} on {count} pictures. Choose the CPU, or leave this network out.</source>
        <translation>{device_name} 的内存不足以用 {count} 张图片训练 {backbone_id}。请选择 CPU，或略去此网络。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but the check on other confirmed photos did not confirm it ({would_be:.1f} % top-1 error against {was:.1f} %), so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但以其他已确认照片检验并未证实（Top-1 错误率 {would_be:.1f} %，原为 {was:.1f} %），因此模型保持原样。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos what was tuned found only {won} of {products} products more clearly by itself and {lost} less so, which may be chance, so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但在其他模拟照片上，单凭所调优的部分，{products} 个商品中只有 {won} 个找得更明确，{lost} 个较不明确，可能只是偶然，因此模型保持原样。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos it was no better than the untuned model, so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但在其他模拟照片上并不优于未调优的模型，因此模型保持原样。</translation>
    </message>
    <message>
        <source>Step {step} finds the right product more clearly on pseudo-photos of a kind that it was not made from, and makes no more mistakes.</source>
        <translation>第 {step} 步在未用于生成它的那类模拟照片上，更明确地找到正确商品，且错误没有增加。</translation>
    </message>
    <message>
        <source>Step {step} makes fewer mistakes on confirmed photos of products that took no part in choosing it.</source>
        <translation>第 {step} 步在未参与选择的商品的已确认照片上错误较少。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos the right product became likelier for {won} of {products} products and less likely for {lost}, which may be chance, so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但在其他模拟照片上，{products} 个商品中有 {won} 个更可能被正确找到，{lost} 个较不可能，可能只是偶然，因此模型保持原样。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos it lost more certainty than it won, so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但在其他模拟照片上，失去的把握多于所得，因此模型保持原样。</translation>
    </message>
    <message>
        <source>Tuning went out of bounds, so the model stays as it was.</source>
        <translation>调优超出界限，因此模型保持原样。</translation>
    </message>
    <message>
        <source>No step made clearly fewer mistakes than the model already does, so the model stays as it was.</source>
        <translation>没有任何一步的错误明显少于当前模型，因此模型保持原样。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but made more mistakes on other pseudo-photos ({would_be:.1f} % top-{first} error against {was:.1f} %), so the model stays as it was.</source>
        <translation>第 {step} 步看起来较好，但在其他模拟照片上错误较多（Top-{first} 错误率 {would_be:.1f} %，原为 {was:.1f} %），因此模型保持原样。</translation>
    </message>
    <message>
        <source>The report was written but cannot be read ({reason}). Start again.</source>
        <translation>报告已写入但无法读取（{reason}）。请重新开始。</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}). Choose another folder.</source>
        <translation>无法写入 {file}（{reason}）。请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>1 product</source>
        <translation>1 个商品</translation>
    </message>
    <message>
        <source>%Ln products</source>
        <translation>%Ln 个商品</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>%Ln images</source>
        <translation>%Ln 张图片</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 张照片</translation>
    </message>
    <message>
        <source>%Ln photos</source>
        <translation>%Ln 张照片</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>%Ln files</source>
        <translation>%Ln 个文件</translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation>{value} %</translation>
    </message>
    <message>
        <source>{value} MB</source>
        <translation>{value} MB</translation>
    </message>
    <message>
        <source>{value} MB/s</source>
        <translation>{value} MB/秒</translation>
    </message>
    <message>
        <source>{value} images/s</source>
        <translation>{value} 张图片/秒</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>还剩几秒钟</translation>
    </message>
    <message>
        <source>about %Ln seconds left</source>
        <translation>大约还剩 %Ln 秒</translation>
    </message>
    <message>
        <source>about 1 minute left</source>
        <translation>大约还剩 1 分钟</translation>
    </message>
    <message>
        <source>about %Ln minutes left</source>
        <translation>大约还剩 %Ln 分钟</translation>
    </message>
    <message>
        <source>about 1 hour left</source>
        <translation>大约还剩 1 小时</translation>
    </message>
    <message>
        <source>about %Ln hours left</source>
        <translation>大约还剩 %Ln 小时</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation>正在读取文件夹</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解压缩</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Downloading pictures</source>
        <translation>正在下载图片</translation>
    </message>
    <message>
        <source>Indexing the catalogue</source>
        <translation>正在为目录建立索引</translation>
    </message>
    <message>
        <source>Finding matches</source>
        <translation>正在查找匹配的商品</translation>
    </message>
    <message>
        <source>Looking at photos</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>Learning which evidence to trust</source>
        <translation>正在学习该信任哪些证据</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>正在调优</translation>
    </message>
    <message>
        <source>Checking the result</source>
        <translation>正在检验结果</translation>
    </message>
    <message>
        <source>Studying</source>
        <translation>正在研究</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>1 pseudo-photo</source>
        <translation>1 张模拟照片</translation>
    </message>
    <message>
        <source>%Ln pseudo-photos</source>
        <translation>%Ln 张模拟照片</translation>
    </message>
</context>
<context>
    <name>weights_file</name>
    <message>
        <source>Choose a weights file for {model}</source>
        <translation>选择 {model} 的权重文件</translation>
    </message>
    <message>
        <source>PyTorch weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation>PyTorch 权重 (*.safetensors *.pth *.pt *.bin)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 及其他 {1} 张</translation>
    </message>
    <message>
        <source>Confirmed as {0}</source>
        <translation>已确认为 {0}</translation>
    </message>
    <message>
        <source>A variant of {0}</source>
        <translation>{0} 的其他规格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在目录中</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>≈ {1} ← {0}</source>
        <translation>≈ {1} ← {0}</translation>
    </message>
    <message>
        <source>✓ {1} ← {0}</source>
        <translation>✓ {1} ← {0}</translation>
    </message>
    <message>
        <source>Undecided again: {0}</source>
        <translation>恢复为未判定：{0}</translation>
    </message>
    <message>
        <source>{0} are in the queue already, {1} of them decided.</source>
        <translation>{0}已在队列中，其中 {1} 张已判定。</translation>
    </message>
    <message>
        <source>{0} is in the queue already: {1}.</source>
        <translation>{0} 已在队列中：{1}。</translation>
    </message>
    <message>
        <source>That is in the queue already, and still to be decided.</source>
        <translation>它已在队列中，尚待判定。</translation>
    </message>
    <message>
        <source>{0} added. {1}</source>
        <translation>已添加 {0}。{1}</translation>
    </message>
    <message>
        <source>Same picture as {0}: {1}</source>
        <translation>与 {0} 是同一张图片：{1}</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>已调优</translation>
    </message>
    <message>
        <source>{model} is not installed. Run this command in a terminal, then start Stockmatch again:
{command}</source>
        <translation>{model} 尚未安装。请在终端中运行以下命令，然后重新启动 Stockmatch：
{command}</translation>
    </message>
    <message>
        <source>Licence: {terms}</source>
        <translation>许可：{terms}</translation>
    </message>
</context>
</TS>
