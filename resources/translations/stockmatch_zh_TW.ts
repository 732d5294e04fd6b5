<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en_GB">
<context>
    <name>BackboneList</name>
    <message>
        <source>study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨幹網路</translation>
    </message>
</context>
<context>
    <name>BackboneModel</name>
    <message>
        <source>Built in</source>
        <translation>內建</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安裝</translation>
    </message>
    <message>
        <source>Your file</source>
        <translation>您的檔案</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>在這台電腦上</translation>
    </message>
    <message>
        <source>Download: {size}</source>
        <translation>下載：{size}</translation>
    </message>
    <message>
        <source>Needs: {command}</source>
        <translation>需要：{command}</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>非商業用途</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已選用</translation>
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
        <translation>問題</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>關閉這則訊息</translation>
    </message>
</context>
<context>
    <name>BulkDialog</name>
    <message>
        <source>Accept many at once</source>
        <translation>一次接受多張</translation>
    </message>
    <message>
        <source>Mistakes allowed</source>
        <translation>容許的錯誤</translation>
    </message>
    <message>
        <source>1 in {0}</source>
        <translation>{0} 張中 1 張</translation>
    </message>
    <message>
        <source>Photos and their first candidates</source>
        <translation>照片與各自的第一候選</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Mistakes allowed, at most:</source>
        <translation>容許的錯誤，最多：</translation>
    </message>
    <message>
        <source>Only some products are offered now. Ask for all products again to accept many at once.</source>
        <translation>目前只提供部分商品。請先恢復全部商品，再一次接受多張。</translation>
    </message>
    <message>
        <source>Your own decisions do not prove that yet: {0} with this model so far, at least {1} are needed, nearly all of them for the first candidate.</source>
        <translation>您自己的判定還不足以證明這一點：使用目前的模型至今有 {0} 次判定，至少需要 {1} 次，而且幾乎都要是第一候選。</translation>
    </message>
    <message>
        <source>From a score of {0} on, the first candidate was right in {1} of your {2} decisions; with 95 % confidence at most {3} of such photos are mistakes.</source>
        <translation>分數達 {0} 以上時，在您的 {2} 次判定中，第一候選有 {1} 次正確；在 95 % 信賴水準下，這類照片最多有 {3} 是錯的。</translation>
    </message>
    <message>
        <source>score {0}, {1} ahead</source>
        <translation>分數 {0}，領先 {1}</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>接受 {0}</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>沒有可以接受的照片。</translation>
    </message>
    <message>
        <source>Among {0}, {1} mistakes are to be expected, and not more than {2}. One undo takes all back.</source>
        <translation>{0}中預計有 {1} 個錯誤，不會超過 {2} 個。復原一次即可全部撤回。</translation>
    </message>
    <message>
        <source>{0} still being matched</source>
        <translation>還有 {0}正在比對</translation>
    </message>
</context>
<context>
    <name>CatalogueDesk</name>
    <message>
        <source>The matching engine stopped {0} times over {1}, which is not opened again by itself. No decision was lost.</source>
        <translation>比對引擎在處理 {1} 時已停止 {0} 次，因此不再自動開啟它。沒有遺失任何判定。</translation>
    </message>
    <message>
        <source>Something went wrong inside Stockmatch; nothing was lost.</source>
        <translation>Stockmatch 內部發生錯誤；沒有遺失任何資料。</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <source>Open a catalogue</source>
        <translation>開啟型錄</translation>
    </message>
    <message>
        <source>Treat &amp;numbered files as images of one product</source>
        <translation>將編號的檔案視為同一商品的圖片(&amp;N)</translation>
    </message>
    <message>
        <source>4711_1.jpg and 4711_2.jpg become two images of product 4711.</source>
        <translation>4711_1.jpg 和 4711_2.jpg 會成為商品 4711 的兩張圖片。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>所有商品</translation>
    </message>
    <message>
        <source>Several images</source>
        <translation>多張圖片</translation>
    </message>
    <message>
        <source>SKU in several folders</source>
        <translation>貨號出現在多個資料夾</translation>
    </message>
    <message>
        <source>Find a SKU or file</source>
        <translation>尋找貨號或檔案</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>貨號</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開啟(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{name}: {products} from {images}</source>
        <translation>{name}：{products}，來自 {images}</translation>
    </message>
    <message>
        <source>{name}: no images found</source>
        <translation>{name}：找不到圖片</translation>
    </message>
    <message>
        <source>Several images: {n}</source>
        <translation>多張圖片：{n}</translation>
    </message>
    <message>
        <source>SKU in several folders: {n}</source>
        <translation>貨號出現在多個資料夾：{n}</translation>
    </message>
    <message>
        <source>Choose a folder that holds the supplier&apos;s pictures, named by SKU.</source>
        <translation>請選擇存放供應商圖片的資料夾，圖片須以貨號命名。</translation>
    </message>
    <message>
        <source>1 SKU occurs in several folders. Each folder&apos;s files stay a product of their own.</source>
        <translation>有 1 個貨號出現在多個資料夾。每個資料夾的檔案各自算作一項商品。</translation>
    </message>
    <message>
        <source>{n} SKUs occur in several folders. Each folder&apos;s files stay a product of their own.</source>
        <translation>有 {n} 個貨號出現在多個資料夾。每個資料夾的檔案各自算作一項商品。</translation>
    </message>
    <message>
        <source>Left alone, because not an image: {files}.</source>
        <translation>不是圖片，因此未處理：{files}。</translation>
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
        <translation>正在建立另一份索引；完成之前仍使用目前這一份。</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>開啟型錄資料夾…</translation>
    </message>
    <message>
        <source>Open a catalogue to begin</source>
        <translation>請先開啟型錄</translation>
    </message>
    <message>
        <source>Your photos are kept. Open the catalogue to match them against, and they are next.</source>
        <translation>您的照片已保留。請開啟要用來比對的型錄，接著就會處理這些照片。</translation>
    </message>
    <message>
        <source>A folder or zip of the supplier&apos;s pictures, named by SKU, or a table. It stays as it is.</source>
        <translation>以貨號命名的供應商圖片資料夾或 zip 檔，或是一份表格。內容不會被更動。</translation>
    </message>
    <message>
        <source>Open table or zip…</source>
        <translation>開啟表格或 zip 檔…</translation>
    </message>
    <message>
        <source>Use the sample</source>
        <translation>使用範例</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Locate folder…</source>
        <translation>尋找資料夾…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>匯出…</translation>
    </message>
    <message>
        <source>Your decisions are safe on this machine, and can be exported.</source>
        <translation>您的判定已安全保存在這台電腦上，可以匯出。</translation>
    </message>
    <message>
        <source>The catalogue opens by itself as soon as its files are there.</source>
        <translation>檔案一恢復，型錄就會自動開啟。</translation>
    </message>
    <message>
        <source>The catalogue could not be opened</source>
        <translation>無法開啟型錄</translation>
    </message>
    <message>
        <source>What is indexed already is kept and will not be done again.</source>
        <translation>已建立的索引會保留，不會重做。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Indexing was stopped</source>
        <translation>已停止建立索引</translation>
    </message>
    <message>
        <source>This takes a moment. Photos can be dropped already.</source>
        <translation>請稍候片刻。現在就可以拖入照片。</translation>
    </message>
    <message>
        <source>Starting the matching engine…</source>
        <translation>正在啟動比對引擎…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Indexing {0}</source>
        <translation>正在為 {0} 建立索引</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
</context>
<context>
    <name>ChooseDialog</name>
    <message>
        <source>Which one is it?</source>
        <translation>是哪一項？</translation>
    </message>
    <message>
        <source>Products with the same picture</source>
        <translation>圖片相同的商品</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>These products share one picture, so the photo cannot tell them apart.</source>
        <translation>這些商品共用同一張圖片，因此從照片無法分辨。</translation>
    </message>
</context>
<context>
    <name>ColumnForm</name>
    <message>
        <source>Not in the table</source>
        <translation>表格中沒有</translation>
    </message>
    <message>
        <source>Column {0}</source>
        <translation>第 {0} 欄</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 個，共 {1} 個</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>分數 {0}</translation>
    </message>
    <message>
        <source>image {0} of {1}</source>
        <translation>第 {0} 張圖片，共 {1} 張</translation>
    </message>
    <message>
        <source>Pinned: {0}</source>
        <translation>已釘選：{0}</translation>
    </message>
    <message>
        <source>Former</source>
        <translation>上一個</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一個</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻轉對照</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>釘選</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他規格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>略過</translation>
    </message>
    <message>
        <source>Confirm   ↵</source>
        <translation>確認   ↵</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>發生錯誤</translation>
    </message>
    <message>
        <source>Stockmatch {version}</source>
        <translation>Stockmatch {version}</translation>
    </message>
    <message>
        <source>Something went wrong in Stockmatch</source>
        <translation>Stockmatch 發生錯誤</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>複製詳細資料(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>顯示詳細資料(&amp;D)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Nothing was lost: every decision is saved the moment you make it.</source>
        <translation>沒有遺失任何資料：每次判定都會立即儲存。</translation>
    </message>
    <message>
        <source>You can go on working. If it happens again, send the details to whoever looks after Stockmatch.</source>
        <translation>您可以繼續工作。若再次發生，請將詳細資料寄給負責維護 Stockmatch 的人員。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已複製</translation>
    </message>
</context>
<context>
    <name>CurveWidget</name>
    <message>
        <source>Curve of the tuning</source>
        <translation>調校曲線</translation>
    </message>
    <message>
        <source>Step {step}: error {error}, loss {loss}</source>
        <translation>第 {step} 步：錯誤率 {error}，損失 {loss}</translation>
    </message>
    <message>
        <source>The curve starts with the first step.</source>
        <translation>曲線從第一步開始。</translation>
    </message>
    <message>
        <source>No steps yet.</source>
        <translation>還沒有任何步驟。</translation>
    </message>
    <message>
        <source>Lowest error {error} at step {step}.</source>
        <translation>最低錯誤率 {error}，出現在第 {step} 步。</translation>
    </message>
    <message>
        <source>Step {step} was chosen.</source>
        <translation>選用第 {step} 步。</translation>
    </message>
    <message>
        <source>Error on photos that choose the step</source>
        <translation>用來選擇步驟的照片的錯誤率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
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
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他規格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>略過</translation>
    </message>
    <message>
        <source>Undo the last decision ({0} or {1})</source>
        <translation>復原上一次判定（{0} 或 {1}）</translation>
    </message>
    <message>
        <source>Redo ({0} or {1})</source>
        <translation>重做（{0} 或 {1}）</translation>
    </message>
    <message>
        <source>The marked candidate in another colour or size ({0})</source>
        <translation>標示的候選是同款，但顏色或尺寸不同（{0}）</translation>
    </message>
    <message>
        <source>None of the catalogue&apos;s products ({0})</source>
        <translation>型錄中沒有這項商品（{0}）</translation>
    </message>
    <message>
        <source>Decide later ({0})</source>
        <translation>稍後再判定（{0}）</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Where is the catalogue now?</source>
        <translation>型錄現在在哪裡？</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已儲存為 {0}</translation>
    </message>
</context>
<context>
    <name>ErrorBars</name>
    <message>
        <source>Error before and after</source>
        <translation>調校前後的錯誤率</translation>
    </message>
    <message>
        <source>{name}: before {before}, after {after}.</source>
        <translation>{name}：調校前 {before}，調校後 {after}。</translation>
    </message>
    <message>
        <source>Top-1 error</source>
        <translation>Top-1 錯誤率</translation>
    </message>
    <message>
        <source>Top-5 error</source>
        <translation>Top-5 錯誤率</translation>
    </message>
    <message>
        <source>the right product is not first</source>
        <translation>正確的商品不在第一位</translation>
    </message>
    <message>
        <source>it is not among the first five</source>
        <translation>正確的商品不在前五位</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>調校前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>調校後</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>沒有變化</translation>
    </message>
    <message>
        <source>{points} points less</source>
        <translation>減少 {points} 個百分點</translation>
    </message>
    <message>
        <source>{points} points more</source>
        <translation>增加 {points} 個百分點</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>範本</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>選擇(&amp;C)…</translation>
    </message>
    <message>
        <source>Only what was not exported with this template &amp;before</source>
        <translation>只匯出先前未用這個範本匯出過的判定(&amp;B)</translation>
    </message>
    <message>
        <source>Copy the confirmed &amp;photos, named by SKU, to</source>
        <translation>將已確認的照片以貨號命名並複製到(&amp;P)</translation>
    </message>
    <message>
        <source>Show each photo, &amp;small, in its row</source>
        <translation>在各列顯示照片縮圖(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mark the file as UTF-8 for Excel (byte order mark)</source>
        <translation>為 Excel 將檔案標記為 UTF-8（位元組順序記號）(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選擇(&amp;H)…</translation>
    </message>
    <message>
        <source>Web address of the copied photos</source>
        <translation>照片複本的網址</translation>
    </message>
    <message>
        <source>Their web address</source>
        <translation>照片的網址</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>將會寫入的內容</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在匯出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 列</translation>
    </message>
    <message>
        <source>not confirmed, left out: {0}</source>
        <translation>未確認，因此略去：{0}</translation>
    </message>
    <message>
        <source>exported before: {0}</source>
        <translation>先前已匯出：{0}</translation>
    </message>
    <message>
        <source>{0} is there already and will be replaced</source>
        <translation>{0} 已經存在，將被取代</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>取代(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>匯出(&amp;E)</translation>
    </message>
    <message>
        <source>Written, but see what is the matter with {0} of it:</source>
        <translation>已寫入，但其中 {0} 項有問題：</translation>
    </message>
    <message>
        <source>Stopped. Photos that were copied stay; the table was not written.</source>
        <translation>已停止。已複製的照片會保留；表格沒有寫入。</translation>
    </message>
    <message>
        <source>All decisions, one row a photo</source>
        <translation>所有判定，每張照片一列</translation>
    </message>
    <message>
        <source>Shopify products (as drafts)</source>
        <translation>Shopify 商品（草稿）</translation>
    </message>
    <message>
        <source>WooCommerce products (unpublished)</source>
        <translation>WooCommerce 商品（未發布）</translation>
    </message>
    <message>
        <source>Business Central items</source>
        <translation>Business Central 項目</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>no folder chosen</source>
        <translation>未選擇資料夾</translation>
    </message>
    <message>
        <source>Shopify fetches images from the web: copy the photos there and give the address.</source>
        <translation>Shopify 會從網路抓取圖片：請將照片複製到網站上並提供網址。</translation>
    </message>
    <message>
        <source>Without an address WooCommerce looks for the names in its media library.</source>
        <translation>若沒有網址，WooCommerce 會在自己的媒體庫中尋找這些檔名。</translation>
    </message>
    <message>
        <source>For a configuration package of the table Item; check the unit PCS.</source>
        <translation>用於資料表 Item 的設定套件；請檢查單位 PCS。</translation>
    </message>
    <message>
        <source>Codes stay text, and no cell is run as a formula.</source>
        <translation>代碼一律保留為文字，任何儲存格都不會當成公式執行。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>匯出到</translation>
    </message>
    <message>
        <source>Copy the photos to</source>
        <translation>將照片複製到</translation>
    </message>
</context>
<context>
    <name>FailurePage</name>
    <message>
        <source>&amp;Back to the start</source>
        <translation>回到開頭(&amp;B)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>The model in service is unchanged.</source>
        <translation>使用中的模型沒有變動。</translation>
    </message>
    <message>
        <source>Stopped before anything was proven</source>
        <translation>在有任何結果得到證實之前就停止了</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>沒有成功</translation>
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
        <translation>已確認</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>其他規格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已略過</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>無法讀取</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>The order of the photos, which is also the order of deciding</source>
        <translation>照片的順序，也就是判定的順序</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>依加入順序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>依名稱</translation>
    </message>
    <message>
        <source>Doubtful first</source>
        <translation>有疑問的優先</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>Order: {0}</source>
        <translation>順序：{0}</translation>
    </message>
</context>
<context>
    <name>FilterFields</name>
    <message>
        <source>Find in codes, names and details</source>
        <translation>在代碼、名稱和詳細資料中尋找</translation>
    </message>
    <message>
        <source>{0}: any</source>
        <translation>{0}：不限</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>「{0}」</translation>
    </message>
</context>
<context>
    <name>GridHead</name>
    <message>
        <source>Colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>Any colour</source>
        <translation>任何顏色</translation>
    </message>
    <message>
        <source>Exact colour</source>
        <translation>顏色須相同</translation>
    </message>
    <message>
        <source>Same style, any colour: colour says nothing</source>
        <translation>同款，顏色不限：不考慮顏色</translation>
    </message>
    <message>
        <source>Exact colour: colour counts too</source>
        <translation>顏色須相同：顏色也列入考慮</translation>
    </message>
    <message>
        <source>Narrow the candidates</source>
        <translation>縮小候選範圍</translation>
    </message>
    <message>
        <source>Offer only products of one brand or category, or with a word in them ({0})</source>
        <translation>只提供某個品牌或類別的商品，或含有某個詞的商品（{0}）</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>只限 {0}</translation>
    </message>
    <message>
        <source>{0}. Press for all products</source>
        <translation>{0}。按下即可恢復全部商品</translation>
    </message>
    <message>
        <source>All products again ({0})</source>
        <translation>恢復全部商品（{0}）</translation>
    </message>
    <message>
        <source>Finding matches…</source>
        <translation>正在尋找相符的商品…</translation>
    </message>
    <message>
        <source>Waiting for the matching engine…</source>
        <translation>正在等待比對引擎…</translation>
    </message>
    <message>
        <source>Looking closer…</source>
        <translation>正在仔細比對…</translation>
    </message>
    <message>
        <source>No product fits</source>
        <translation>沒有符合的商品</translation>
    </message>
    <message>
        <source>Which product is it?</source>
        <translation>是哪一項商品？</translation>
    </message>
    <message>
        <source>As it was offered then; choose again to change it</source>
        <translation>這是當時提供的候選；重新選擇即可更改</translation>
    </message>
    <message>
        <source>Choose again to change it</source>
        <translation>重新選擇即可更改</translation>
    </message>
    <message>
        <source>Press {0} or click to confirm, {1} to compare</source>
        <translation>按 {0} 或點選即可確認，按 {1} 可比較</translation>
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
        <translation>使用範例照片</translation>
    </message>
    <message>
        <source>Photos of what arrived</source>
        <translation>到貨的照片</translation>
    </message>
    <message>
        <source>Drop photos or whole folders here, or paste one. They wait in a queue below.</source>
        <translation>將照片或整個資料夾拖放到這裡，或貼上一張。它們會在下方的佇列中等候。</translation>
    </message>
    <message>
        <source>The products that fit best</source>
        <translation>最相符的商品</translation>
    </message>
    <message>
        <source>Press the number of the right one, or click it. “Why?” shows what speaks for it; {0} compares.</source>
        <translation>按下正確商品的數字鍵，或點一下它。「為什麼？」會說明依據；按 {0} 可並排比較。</translation>
    </message>
    <message>
        <source>If none of them is right</source>
        <translation>如果都不對</translation>
    </message>
    <message>
        <source>{0} for a variant, {1} if it is not in the catalogue, {2} to leave it for later. {3} undoes.</source>
        <translation>{0}：其他規格；{1}：不在型錄中；{2}：留待稍後處理；{3}：復原。</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>判定的結果</translation>
    </message>
    <message>
        <source>Export… writes it to a table, by SKU. ? shows all keys, F1 the manual.</source>
        <translation>「匯出…」會依貨號寫入表格。按 ? 顯示所有按鍵，F1 開啟使用手冊。</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>開始</translation>
    </message>
</context>
<context>
    <name>InboxChoice</name>
    <message>
        <source>Choose a folder…</source>
        <translation>選擇資料夾…</translation>
    </message>
    <message>
        <source>Choose the inbox folder</source>
        <translation>選擇收件資料夾</translation>
    </message>
    <message>
        <source>Stop watching it</source>
        <translation>停止監看</translation>
    </message>
    <message>
        <source>Photos that come into this folder, from a phone for instance, come into the queue of {0}.</source>
        <translation>進入這個資料夾的照片（例如來自手機）會自動加入 {0} 的佇列。</translation>
    </message>
    <message>
        <source>Each catalogue has an inbox of its own. Open the catalogue first.</source>
        <translation>每份型錄都有自己的收件資料夾。請先開啟型錄。</translation>
    </message>
    <message>
        <source>It is the inbox of {0} too: its photos come into the queues of all these catalogues.</source>
        <translation>這也是 {0} 的收件資料夾：其中的照片會進入所有這些型錄的佇列。</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <translation>沒有監看任何資料夾。</translation>
    </message>
    <message>
        <source>Inbox folder</source>
        <translation>收件資料夾</translation>
    </message>
</context>
<context>
    <name>IntroPage</name>
    <message>
        <source>&amp;Start tuning</source>
        <translation>開始調校(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Tuning teaches the model the differences between the products of this catalogue.</source>
        <translation>調校會讓模型學會分辨這份型錄中各項商品的差異。</translation>
    </message>
    <message>
        <source>It makes its own practice photos from the supplier&apos;s pictures. Nothing is asked of you.</source>
        <translation>它會用供應商的圖片自行製作模擬照片來練習，您不需要做任何事。</translation>
    </message>
    <message>
        <source>From 30 confirmed photos on, it learns from those and is checked on them.</source>
        <translation>確認的照片達到 30 張之後，就會從這些照片學習，並用它們檢驗。</translation>
    </message>
    <message>
        <source>You can go on matching meanwhile, and stop it at any time.</source>
        <translation>調校期間您可以繼續比對，也可以隨時停止。</translation>
    </message>
    <message>
        <source>Nothing changes unless it proves better on a check and you choose to keep it.</source>
        <translation>只有經檢驗證明更好，而且您選擇保留，才會有所改變。</translation>
    </message>
    <message>
        <source>Tune {model} on this catalogue</source>
        <translation>針對這份型錄調校 {model}</translation>
    </message>
    <message>
        <source>It works with {model} on {products} with {images}.</source>
        <translation>使用 {model}，處理 {products}、{images}。</translation>
    </message>
    <message>
        <source>Tuning needs at least {0} different products, or it cannot tell whether anything got better.</source>
        <translation>調校至少需要 {0} 項不同的商品，否則無法判斷是否有所改善。</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Change keys</source>
        <translation>更改按鍵</translation>
    </message>
    <message>
        <source>All as at first</source>
        <translation>全部恢復預設</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Click a key, then press the one you want. Esc leaves it as it is.</source>
        <translation>點選一個按鍵，再按下您想用的鍵。按 Esc 則維持不變。</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>請按一個鍵…</translation>
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
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按鍵…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Manual…</source>
        <translation>使用手冊…</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>導覽</translation>
    </message>
</context>
<context>
    <name>LeaveDialog</name>
    <message>
        <source>Not saved yet</source>
        <translation>尚未儲存</translation>
    </message>
    <message>
        <source>{0} decided, but not saved</source>
        <translation>已判定 {0}，但尚未儲存</translation>
    </message>
    <message>
        <source>In {0}: {1}. Closed without saving, this is undecided at the next start.</source>
        <translation>在 {0} 中：{1}。不儲存就關閉的話，下次啟動時這些仍未判定。</translation>
    </message>
    <message>
        <source>Save to a &amp;file…</source>
        <translation>儲存到檔案(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>不儲存就關閉(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
</context>
<context>
    <name>LeaveFlow</name>
    <message>
        <source>The disk that it is to be saved on does not answer.</source>
        <translation>要儲存到的磁碟沒有回應。</translation>
    </message>
    <message>
        <source>Save decisions</source>
        <translation>儲存判定</translation>
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
        <translation>只帶來了圖片的網址。請複製圖片本身，再貼到這裡。</translation>
    </message>
    <message>
        <source>There is no photo in this. Drop or paste an image.</source>
        <translation>這裡面沒有照片。請拖入或貼上圖片。</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>新增照片</translation>
    </message>
    <message>
        <source>Open catalogue folder</source>
        <translation>開啟型錄資料夾</translation>
    </message>
    <message>
        <source>Open table or zip file</source>
        <translation>開啟表格或 zip 檔</translation>
    </message>
    <message>
        <source>Tables and zip files ({0})</source>
        <translation>表格與 zip 檔 ({0})</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>圖片 ({0})</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Manual</source>
        <translation>使用手冊</translation>
    </message>
</context>
<context>
    <name>MatchAhead</name>
    <message>
        <source>Something went wrong inside Stockmatch.</source>
        <translation>Stockmatch 內部發生錯誤。</translation>
    </message>
</context>
<context>
    <name>MatchGrid</name>
    <message>
        <source>distance {0}</source>
        <translation>距離 {0}</translation>
    </message>
    <message>
        <source>{0} ahead</source>
        <translation>領先 {0}</translation>
    </message>
    <message>
        <source>Clear: {0} ahead</source>
        <translation>明確：領先 {0}</translation>
    </message>
    <message>
        <source>Close call: {0} ahead of the next</source>
        <translation>難分高下：領先下一個 {0}</translation>
    </message>
    <message>
        <source>{0} ahead of the next</source>
        <translation>領先下一個 {0}</translation>
    </message>
    <message>
        <source>Candidates, best first</source>
        <translation>候選，最佳者在前</translation>
    </message>
    <message>
        <source>Enter confirms, {0} tells why a candidate is offered</source>
        <translation>Enter 確認，{0} 說明為何提供這個候選</translation>
    </message>
    <message>
        <source>Why this one? ({0})</source>
        <translation>為什麼是這個？（{0}）</translation>
    </message>
</context>
<context>
    <name>MatchModel</name>
    <message>
        <source>top folder</source>
        <translation>最上層資料夾</translation>
    </message>
    <message>
        <source>The best of {0} of this product</source>
        <translation>這項商品的 {0}中最相符的一張</translation>
    </message>
    <message>
        <source>Score {0}</source>
        <translation>分數 {0}</translation>
    </message>
    <message>
        <source>Rank {0}, SKU {1}, score {2}</source>
        <translation>第 {0} 名，貨號 {1}，分數 {2}</translation>
    </message>
    <message>
        <source>gap {0}</source>
        <translation>差距 {0}</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已確認</translation>
    </message>
</context>
<context>
    <name>MatchTile</name>
    <message>
        <source>Why?</source>
        <translation>為什麼？</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已確認</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>最相符</translation>
    </message>
    <message>
        <source>Picture cannot be shown</source>
        <translation>無法顯示圖片</translation>
    </message>
</context>
<context>
    <name>ModelDesk</name>
    <message>
        <source>Stockmatch ended while that was under way, so it is not tried again by itself. You can choose it again under “Versions”.</source>
        <translation>Stockmatch 在啟用過程中結束了，因此不會自動重試。您可以在「版本」下再次選擇它。</translation>
    </message>
</context>
<context>
    <name>NarrowDialog</name>
    <message>
        <source>Narrow the candidates</source>
        <translation>縮小候選範圍</translation>
    </message>
    <message>
        <source>Only products that fit are offered, the best of them first, for this photo and the next ones, until you ask for all products again.</source>
        <translation>只提供符合的商品，其中最好的排在最前；適用於這張照片及之後的照片，直到您再次選擇全部商品為止。</translation>
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
        <translation>縮小範圍</translation>
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
        <translation>Stockmatch 上次意外結束。沒有遺失任何判定。</translation>
    </message>
    <message>
        <source>Show report…</source>
        <translation>顯示報告…</translation>
    </message>
    <message>
        <source>As your session ended, some decisions could not be saved. They are in {0}.</source>
        <translation>您的工作階段結束時，有些判定無法儲存。它們在 {0}。</translation>
    </message>
    <message>
        <source>Stockmatch ended as it changed over to {0}, so it goes on with {1}. You can choose again in the settings.</source>
        <translation>Stockmatch 在改用 {0} 時結束了，因此改以 {1} 繼續。您可以在設定中重新選擇。</translation>
    </message>
    <message>
        <source>{0} is being opened. What has changed in {1} is taken over when that is opened again.</source>
        <translation>正在開啟 {0}。{1} 中的變更，會在再次開啟它時採用。</translation>
    </message>
    <message>
        <source>{0} is being opened. Wait until that is done and open {1} again, or cancel it first.</source>
        <translation>正在開啟 {0}。請等它完成後再開啟 {1}，或先取消。</translation>
    </message>
    <message>
        <source>The diagnostic information is on the clipboard.</source>
        <translation>診斷資訊已複製到剪貼簿。</translation>
    </message>
    <message>
        <source>The decision is not saved yet. {0}</source>
        <translation>判定尚未儲存。{0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>In {0}, this is still undecided: {1}. {2}</source>
        <translation>在 {0} 中，仍未決定：{1}。{2}</translation>
    </message>
    <message>
        <source>In {0}, the last change before it was left was not kept. {1}</source>
        <translation>在 {0} 中，離開前的最後一項變更沒有保留。{1}</translation>
    </message>
    <message>
        <source>In {0}, the chosen version of the model was not put into service. {1}</source>
        <translation>在 {0} 中，您選擇的模型版本未啟用。{1}</translation>
    </message>
    <message>
        <source>There is no photo in {0}. Images such as JPEG, PNG, HEIC or WebP can be added.</source>
        <translation>{0} 中沒有照片。可以加入 JPEG、PNG、HEIC 或 WebP 等圖片。</translation>
    </message>
    <message>
        <source>Left out, because they are no images: {0}</source>
        <translation>不是圖片，因此略去：{0}</translation>
    </message>
    <message>
        <source>What is decided stays in the queue. Take the decision back first.</source>
        <translation>已判定的照片會留在佇列中。請先撤回判定。</translation>
    </message>
    <message>
        <source>{0} taken out of the queue. Its file stays where it is.</source>
        <translation>已將 {0}移出佇列。檔案留在原處。</translation>
    </message>
    <message>
        <source>{0} taken out of the queue. Their files stay where they are.</source>
        <translation>已將 {0}移出佇列。檔案都留在原處。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>放回</translation>
    </message>
    <message>
        <source>1 photo waits for {0}.</source>
        <translation>1 張照片正在等候「{0}」。</translation>
    </message>
    <message>
        <source>{1} wait for {0}.</source>
        <translation>{1}正在等候「{0}」。</translation>
    </message>
    <message>
        <source>The catalogue&apos;s files have changed.</source>
        <translation>型錄的檔案有變動。</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>套用變動</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已儲存為 {0}</translation>
    </message>
    <message>
        <source>1 row exported to {0}</source>
        <translation>已匯出 1 列到 {0}</translation>
    </message>
    <message>
        <source>{1} rows exported to {0}</source>
        <translation>已匯出 {1} 列到 {0}</translation>
    </message>
    <message>
        <source>photos copied: {0}</source>
        <translation>複製的照片：{0}</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>顯示資料夾</translation>
    </message>
    <message>
        <source>Classic works at once. {0} recognises more ({1} to download once): {2}</source>
        <translation>Classic 可以立即使用。{0} 能辨識得更多（只需下載一次，{1}）：{2}</translation>
    </message>
    <message>
        <source>Get it…</source>
        <translation>取得…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暫時不要</translation>
    </message>
    <message>
        <source>Stockmatch {0} can be had; this is {1}.</source>
        <translation>已有 Stockmatch {0}；目前版本為 {1}。</translation>
    </message>
    <message>
        <source>Show page</source>
        <translation>顯示網頁</translation>
    </message>
    <message>
        <source>{0} is open in another window. Work there, or open another catalogue here.</source>
        <translation>{0} 已在另一個視窗開啟。請在那裡工作，或在這裡開啟另一份型錄。</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>開啟另一份…</translation>
    </message>
    <message>
        <source>The catalogue&apos;s folder is gone: {0}. Matching goes on, without its pictures.</source>
        <translation>型錄的資料夾不見了：{0}。比對會繼續，但不顯示其圖片。</translation>
    </message>
    <message>
        <source>The inbox folder is not there: {0}. Photos come from it again as soon as it is.</source>
        <translation>收件資料夾不存在：{0}。一旦恢復，就會繼續從中接收照片。</translation>
    </message>
    <message>
        <source>Locate folder…</source>
        <translation>尋找資料夾…</translation>
    </message>
</context>
<context>
    <name>OwnPhotosView</name>
    <message>
        <source>Photos whose rank changed most</source>
        <translation>排名變化最大的照片</translation>
    </message>
    <message>
        <source>{photos} that took part in the tuning: top-1 error {top1}, top-5 {top5}</source>
        <translation>{photos}參與過調校：Top-1 錯誤率 {top1}，Top-5 {top5}</translation>
    </message>
    <message>
        <source>{photos} that took no part in the tuning: top-1 error {top1}, top-5 {top5}</source>
        <translation>{photos}未參與調校：Top-1 錯誤率 {top1}，Top-5 {top5}</translation>
    </message>
    <message>
        <source>Ranked among all {products}.</source>
        <translation>在全部 {products}中排名。</translation>
    </message>
    <message>
        <source>Ranked among {products} of the catalogue.</source>
        <translation>在型錄的 {products}中排名。</translation>
    </message>
    <message>
        <source>Photos that took part say less than the check.</source>
        <translation>參與過調校的照片不如檢驗可靠。</translation>
    </message>
    <message>
        <source>No photo&apos;s rank changed.</source>
        <translation>沒有照片的排名改變。</translation>
    </message>
    <message>
        <source>Better: rank {before} → {after}</source>
        <translation>變好：排名 {before} → {after}</translation>
    </message>
    <message>
        <source>Worse: rank {before} → {after}</source>
        <translation>變差：排名 {before} → {after}</translation>
    </message>
    <message>
        <source>took part</source>
        <translation>參與過調校</translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Whole photo</source>
        <translation>整張照片</translation>
    </message>
    <message>
        <source>Proposed region</source>
        <translation>建議的區域</translation>
    </message>
    <message>
        <source>Match the whole photo ({0})</source>
        <translation>比對整張照片（{0}）</translation>
    </message>
    <message>
        <source>Go back to the part proposed ({0})</source>
        <translation>回到建議的部分（{0}）</translation>
    </message>
    <message>
        <source>Photo {0}, the arrow keys move the region</source>
        <translation>照片 {0}，用方向鍵移動區域</translation>
    </message>
    <message>
        <source>Drop photos here, or press Enter to choose files</source>
        <translation>將照片拖到這裡，或按 Enter 選擇檔案</translation>
    </message>
    <message>
        <source>Matched: {0} to {1} across, {2} to {3} down</source>
        <translation>比對範圍：橫向 {0} 到 {1}，縱向 {2} 到 {3}</translation>
    </message>
    <message>
        <source>This photo cannot be shown</source>
        <translation>無法顯示這張照片</translation>
    </message>
    <message>
        <source>Drop to add</source>
        <translation>放開即可新增</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>將照片拖到這裡</translation>
    </message>
    <message>
        <source>Files, folders or a picture from the browser.
Paste with {0}, or click to choose files.</source>
        <translation>檔案、資料夾，或瀏覽器中的圖片。
按 {0} 貼上，或點選以選擇檔案。</translation>
    </message>
    <message>
        <source>Drop to add to the queue</source>
        <translation>放開即可加入佇列</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Problems in this catalogue</source>
        <translation>這份型錄的問題</translation>
    </message>
    <message>
        <source>the top folder</source>
        <translation>最上層資料夾</translation>
    </message>
    <message>
        <source>SKU in several folders, kept apart: {folders}</source>
        <translation>貨號出現在多個資料夾，各自分開：{folders}</translation>
    </message>
    <message>
        <source>File or SKU</source>
        <translation>檔案或貨號</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>問題說明</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>&amp;Copy all as text</source>
        <translation>全部複製為文字(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存新檔(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Everything else in the catalogue works. Nothing in your folder was changed.</source>
        <translation>型錄的其他部分都能正常使用。您的資料夾沒有任何更動。</translation>
    </message>
    <message>
        <source>{files} could not be used</source>
        <translation>{files}無法使用</translation>
    </message>
    <message>
        <source>SKUs found in several folders</source>
        <translation>出現在多個資料夾的貨號</translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>沒有發現問題</translation>
    </message>
    <message>
        <source>Save the list of problems</source>
        <translation>儲存問題清單</translation>
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
        <translation>顯示</translation>
    </message>
    <message>
        <source>With images: {0}</source>
        <translation>有圖片：{0}</translation>
    </message>
    <message>
        <source>Without image: {0}</source>
        <translation>沒有圖片：{0}</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>&amp;Copy list as text</source>
        <translation>將清單複製為文字(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存新檔(&amp;S)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>{0} of {1} shown</source>
        <translation>顯示 {0}，共 {1}</translation>
    </message>
    <message>
        <source>Save the list of products</source>
        <translation>儲存商品清單</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>confirmed as {0}</source>
        <translation>已確認為 {0}</translation>
    </message>
    <message>
        <source>a variant of {0}</source>
        <translation>{0} 的其他規格</translation>
    </message>
    <message>
        <source>not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已略過</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>無法讀取</translation>
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
        <translation>已挑選</translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Add photos…</source>
        <translation>新增照片…</translation>
    </message>
    <message>
        <source>Add photos to the queue ({0}); you can also drop or paste them</source>
        <translation>將照片加入佇列（{0}）；也可以拖入或貼上</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼上</translation>
    </message>
    <message>
        <source>Add the copied picture or files ({0})</source>
        <translation>加入已複製的圖片或檔案（{0}）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Accept many at once…</source>
        <translation>一次接受多張…</translation>
    </message>
    <message>
        <source>How well it does…</source>
        <translation>表現如何…</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>移出佇列</translation>
    </message>
    <message>
        <source>Photos in the queue</source>
        <translation>佇列中的照片</translation>
    </message>
</context>
<context>
    <name>ReadingRow</name>
    <message>
        <source>&amp;Images from</source>
        <translation>圖片來自(&amp;I)</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>資料夾…</translation>
    </message>
    <message>
        <source>A zip file…</source>
        <translation>Zip 檔…</translation>
    </message>
    <message>
        <source>The &amp;first row names the columns</source>
        <translation>第一列是欄位名稱(&amp;F)</translation>
    </message>
    <message>
        <source>Cells are divided by</source>
        <translation>儲存格分隔符號</translation>
    </message>
    <message>
        <source>Letters are in</source>
        <translation>文字編碼</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗號</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分號</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>定位字元（Tab）</translation>
    </message>
    <message>
        <source>Bar |</source>
        <translation>直線 |</translation>
    </message>
    <message>
        <source>Where are the table&apos;s images?</source>
        <translation>表格的圖片在哪裡？</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>How well it does</source>
        <translation>表現如何</translation>
    </message>
    <message>
        <source>Of {0} that you confirmed one by one, with 95 % intervals. Photos said to be not in the catalogue ({1}) and variants ({2}) have no product of their own to be found, and do not count.</source>
        <translation>依據您逐一確認的 {0}，附 95 % 信賴區間。判定為不在型錄中（{1}）或其他規格（{2}）的照片沒有自己的商品可找，因此不計入。</translation>
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
        <translation>關閉</translation>
    </message>
    <message>
        <source>How well it does on your own decisions</source>
        <translation>依您自己的判定，表現如何</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>依模型</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>依時間</translation>
    </message>
    <message>
        <source>Where the first candidate was not it: photo, first candidate, your choice</source>
        <translation>第一候選不正確的情況：照片、第一候選、您的選擇</translation>
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
        <translation>{0} 排在第一；正確的是 {1}，排名 {2}</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Shown below</source>
        <translation>下方顯示</translation>
    </message>
    <message>
        <source>Your photos</source>
        <translation>您的照片</translation>
    </message>
    <message>
        <source>Course of the tuning</source>
        <translation>調校過程</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>捨棄(&amp;D)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>The tuned model is better</source>
        <translation>調校後的模型更好</translation>
    </message>
    <message>
        <source>The model stays as it was</source>
        <translation>模型維持原樣</translation>
    </message>
    <message>
        <source>Tuned on version {version} of “{catalogue}”.</source>
        <translation>以「{catalogue}」的版本 {version} 調校。</translation>
    </message>
    <message>
        <source>Another catalogue is open now; keeping it counts for the one it was tuned on.</source>
        <translation>現在開啟的是另一份型錄；保留的結果屬於原來的型錄。</translation>
    </message>
    <message>
        <source>The catalogue has changed since: it is at version {version} now.</source>
        <translation>之後型錄已變更：現在是版本 {version}。</translation>
    </message>
    <message>
        <source>Checked on {photos} made for the check, which chose nothing; {products} took part. Time: {time}.</source>
        <translation>以專為檢驗製作、未參與任何選擇的 {photos}檢驗；涉及 {products}。時間：{time}。</translation>
    </message>
    <message>
        <source>Checked on {photos} you confirmed, of products that taught and chose nothing; {products} took part. Time: {time}.</source>
        <translation>以您確認的 {photos}檢驗，其商品未用於學習，也未參與任何選擇；涉及 {products}。時間：{time}。</translation>
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
        <translation>調校…</translation>
    </message>
    <message>
        <source>Not now; asks again once there are twice as many</source>
        <translation>暫時不要；數量加倍時會再次提議</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暫時不要</translation>
    </message>
    <message>
        <source>Learn from {photos} you confirmed</source>
        <translation>可從您確認的 {photos}學習</translation>
    </message>
    <message>
        <source>{words}: tune on catalog</source>
        <translation>{words}：針對型錄調校</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>Tuning</source>
        <translation>正在調校</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>在背景繼續(&amp;B)</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在準備…</translation>
    </message>
    <message>
        <source>Stop ends early and still judges what was reached. Nothing changes by itself.</source>
        <translation>「停止」會提前結束，並評判目前已達成的結果。不會自動改變任何東西。</translation>
    </message>
    <message>
        <source>Stop skips the rest of the check. What is not proven by then is not offered.</source>
        <translation>按「停止」會略過其餘的檢驗；屆時尚未證實的結果不會提供。</translation>
    </message>
    <message>
        <source>Stopping after this step; then the check judges what was reached.</source>
        <translation>完成這一步後停止；接著會檢驗已達成的結果。</translation>
    </message>
    <message>
        <source>Stopping. What is not proven yet is not offered.</source>
        <translation>正在停止。尚未證實的結果不會提供。</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>In use now: {model}</source>
        <translation>目前使用：{model}</translation>
    </message>
    <message>
        <source>Which devices there are shows once the engine has started.</source>
        <translation>引擎啟動後會顯示有哪些裝置。</translation>
    </message>
    <message>
        <source>Models run on: {device}.</source>
        <translation>模型執行於：{device}。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>關閉設定（Esc）</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>關閉設定</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What Stockmatch compares pictures with. A new choice indexes the catalogue in the background.</source>
        <translation>Stockmatch 用來比對圖片的模型。更換後會在背景重新為型錄建立索引。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>選擇檔案…</translation>
    </message>
    <message>
        <source>Choose a weights file of your own</source>
        <translation>選擇您自己的權重檔</translation>
    </message>
    <message>
        <source>Use the standard weights</source>
        <translation>使用標準權重</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候選</translation>
    </message>
    <message>
        <source>How many products are offered for a photo. Keys 1 to 9 pick the first nine.</source>
        <translation>每張照片提供多少項商品。按鍵 1 到 9 可選擇前九項。</translation>
    </message>
    <message>
        <source>Number of candidates</source>
        <translation>候選數量</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>Same style, any colour</source>
        <translation>同款，顏色不限</translation>
    </message>
    <message>
        <source>Exact colour</source>
        <translation>顏色須相同</translation>
    </message>
    <message>
        <source>Whether colours that agree speak for a product. Photos are matched again at once.</source>
        <translation>顏色相符是否作為依據。照片會立即重新比對。</translation>
    </message>
    <message>
        <source>Learn from confirmed photos</source>
        <translation>從已確認的照片學習</translation>
    </message>
    <message>
        <source>A photo you confirm counts as a further image of its product until you undo that.</source>
        <translation>您確認的照片會算作該商品的另一張圖片，直到您復原為止。</translation>
    </message>
    <message>
        <source>Copy the SKU on confirming</source>
        <translation>確認時複製貨號</translation>
    </message>
    <message>
        <source>The SKU of the product that you confirm, or choose as a variant, goes to the clipboard.</source>
        <translation>您確認或選為其他規格的商品，其貨號會複製到剪貼簿。</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>餘弦</translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation>歐氏距離</translation>
    </message>
    <message>
        <source>Manhattan</source>
        <translation>曼哈頓距離</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
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
        <translation>自動：有 NVIDIA GPU 時使用 GPU，否則使用處理器。</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>型錄</translation>
    </message>
    <message>
        <source>Numbered files are one product</source>
        <translation>編號的檔案屬於同一商品</translation>
    </message>
    <message>
        <source>4711_1.jpg and 4711_2.jpg become two images of product 4711. Off, every file is a product.</source>
        <translation>4711_1.jpg 和 4711_2.jpg 會成為商品 4711 的兩張圖片。關閉時，每個檔案都是一項商品。</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件資料夾</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>佈景主題</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系統</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>System follows the desktop&apos;s own choice of light or dark.</source>
        <translation>「系統」會跟隨桌面本身的淺色或深色設定。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Of the window and the manual. The study report is in English.</source>
        <translation>視窗與使用手冊的語言。研究報告為英文。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>更改按鍵…</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Where to ask once a start, with your company&apos;s address. Empty, nobody is asked.</source>
        <translation>每次啟動時查詢一次的網址，由貴公司提供。留空則不查詢。</translation>
    </message>
    <message>
        <source>Checking {file} …</source>
        <translation>正在檢查 {file}…</translation>
    </message>
    <message>
        <source>Classic needs no weights.</source>
        <translation>Classic 不需要權重。</translation>
    </message>
    <message>
        <source>Your weights: {file}</source>
        <translation>您的權重：{file}</translation>
    </message>
    <message>
        <source>Weights: the standard pretrained ones of {model}.</source>
        <translation>權重：{model} 的標準預訓練權重。</translation>
    </message>
    <message>
        <source>Compares the direction of two pictures&apos; features. The best choice as a rule.</source>
        <translation>比較兩張圖片特徵的方向。通常是最佳選擇。</translation>
    </message>
    <message>
        <source>Straight-line distance of the features, strength included.</source>
        <translation>特徵之間的直線距離，包含強度。</translation>
    </message>
    <message>
        <source>Sum of the features&apos; differences; forgiving of a few large ones.</source>
        <translation>特徵差異的總和；能容忍少數較大的差異。</translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>What speaks for it</source>
        <translation>支持的證據</translation>
    </message>
</context>
<context>
    <name>StudyDialog</name>
    <message>
        <source>Study report</source>
        <translation>研究報告</translation>
    </message>
    <message>
        <source>Compare models on {0}</source>
        <translation>在 {0} 上比較模型</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept: start again to go on from there.</source>
        <translation>已停止。完成的部分會保留：再次開始即可從該處繼續。</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>比較模型</translation>
    </message>
    <message>
        <source>Choose &amp;answers…</source>
        <translation>選擇答案檔(&amp;A)…</translation>
    </message>
    <message>
        <source>Choose &amp;weights folder…</source>
        <translation>選擇權重資料夾(&amp;W)…</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>規模</translation>
    </message>
    <message>
        <source>A quick look</source>
        <translation>快速檢視</translation>
    </message>
    <message>
        <source>The whole study</source>
        <translation>完整研究</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Photos whose product is known tell which model finds it most often, what tuning does to each, and what of that is chance. Nothing in the catalogue changes, and matching goes on meanwhile.</source>
        <translation>已知商品的照片可以顯示哪個模型最常找到正確商品、調校對各模型有何影響，以及其中多少只是巧合。型錄不會有任何變動，比對也會同時繼續。</translation>
    </message>
    <message>
        <source>The whole study trains each model dozens of times: hours without a graphics card.</source>
        <translation>完整研究會將每個模型訓練數十次：沒有顯示卡時需要數小時。</translation>
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
        <translation>在背景繼續(&amp;B)</translation>
    </message>
    <message>
        <source>Stop ends after the step under way. What is finished is kept.</source>
        <translation>「停止」會在目前的步驟完成後生效。完成的部分會保留。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>&amp;New study</source>
        <translation>新的研究(&amp;N)</translation>
    </message>
    <message>
        <source>Sa&amp;ve as…</source>
        <translation>另存新檔(&amp;V)…</translation>
    </message>
    <message>
        <source>Open in &amp;browser</source>
        <translation>在瀏覽器中開啟(&amp;B)</translation>
    </message>
    <message>
        <source>A CSV file that names for each photo its catalogue image, one pair a line.</source>
        <translation>一個 CSV 檔，每列一組，列出各照片對應的型錄圖片。</translation>
    </message>
    <message>
        <source>Optional. Else the weights that were downloaded.</source>
        <translation>可不填。預設使用已下載的權重。</translation>
    </message>
    <message>
        <source>Choose the right answers</source>
        <translation>選擇正確答案</translation>
    </message>
    <message>
        <source>Choose the folder of weights files</source>
        <translation>選擇權重檔所在的資料夾</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在準備…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>儲存報告</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Open a table as catalogue</source>
        <translation>將表格作為型錄開啟</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前幾列</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>問題說明</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>檢查結果</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>開啟(&amp;O)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0}: {1} rows</source>
        <translation>{0}：{1} 列</translation>
    </message>
    <message>
        <source>The columns are as you set them last time.</source>
        <translation>各欄沿用您上次的設定。</translation>
    </message>
    <message>
        <source>{0} from {1}</source>
        <translation>{0}，來自 {1}</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在檢查</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>略過</translation>
    </message>
    <message>
        <source>Download them</source>
        <translation>下載</translation>
    </message>
    <message>
        <source>Download, from my own network too</source>
        <translation>下載，包括自己網路內的</translation>
    </message>
    <message>
        <source>Named by web address: {0}</source>
        <translation>以網址指定：{0}</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在讀取…</translation>
    </message>
    <message>
        <source>Say which column holds the SKU.</source>
        <translation>請指定哪一欄是貨號。</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在檢查…</translation>
    </message>
    <message>
        <source>missing images: {0}</source>
        <translation>缺少的圖片：{0}</translation>
    </message>
    <message>
        <source>products without image: {0}</source>
        <translation>沒有圖片的商品：{0}</translation>
    </message>
    <message>
        <source>duplicate SKUs: {0}</source>
        <translation>重複的貨號：{0}</translation>
    </message>
    <message>
        <source>rows without SKU: {0}</source>
        <translation>沒有貨號的列：{0}</translation>
    </message>
    <message>
        <source>unreadable files: {0}</source>
        <translation>無法讀取的檔案：{0}</translation>
    </message>
    <message>
        <source>unused images: {0}</source>
        <translation>未使用的圖片：{0}</translation>
    </message>
    <message>
        <source>doubtful cells: {0}</source>
        <translation>可疑的儲存格：{0}</translation>
    </message>
    <message>
        <source>odd rows: {0}</source>
        <translation>異常的列：{0}</translation>
    </message>
    <message>
        <source>notes: {0}</source>
        <translation>說明：{0}</translation>
    </message>
    <message>
        <source>Findings ({0})</source>
        <translation>檢查結果 ({0})</translation>
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
        <translation>全不選</translation>
    </message>
    <message>
        <source>Put all photos back that are picked out</source>
        <translation>取消挑選所有照片</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>分開</translation>
    </message>
    <message>
        <source>These photos show one item: match and decide them together ({0}). {2}click or {1} picks.</source>
        <translation>這些照片是同一件物品：一起比對、一起判定（{0}）。{2}點選或按 {1} 即可挑選。</translation>
    </message>
    <message>
        <source>These photos are not of one item, after all ({0})</source>
        <translation>這些照片其實不是同一件物品（{0}）</translation>
    </message>
    <message>
        <source>Same item: {0}</source>
        <translation>同一件物品：{0}</translation>
    </message>
    <message>
        <source>One item of {0}: separate</source>
        <translation>同一件物品的 {0}：分開</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Catalogue</source>
        <translation>型錄</translation>
    </message>
    <message>
        <source>Open a catalogue folder</source>
        <translation>開啟型錄資料夾</translation>
    </message>
    <message>
        <source>Tune on catalog</source>
        <translation>針對型錄調校</translation>
    </message>
    <message>
        <source>Adapt the model to this catalogue; shows before and after, and you decide</source>
        <translation>讓模型適應這份型錄；會顯示調校前後的結果，由您決定</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>匯出…</translation>
    </message>
    <message>
        <source>Save decisions as CSV or Excel, or for a shop ({0})</source>
        <translation>將判定儲存為 CSV 或 Excel，或供網路商店使用（{0}）</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>顯示所有按鍵</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>開啟型錄資料夾…</translation>
    </message>
    <message>
        <source>Open table or zip file…</source>
        <translation>開啟表格或 zip 檔…</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>表格的欄位…</translation>
    </message>
    <message>
        <source>Products…</source>
        <translation>商品…</translation>
    </message>
    <message>
        <source>Look for changed files</source>
        <translation>尋找變動的檔案</translation>
    </message>
    <message>
        <source>Use the sample</source>
        <translation>使用範例</translation>
    </message>
    <message>
        <source>Study report…</source>
        <translation>研究報告…</translation>
    </message>
    <message>
        <source>Copy diagnostic information</source>
        <translation>複製診斷資訊</translation>
    </message>
    <message>
        <source>Switch to</source>
        <translation>切換到</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 個問題</translation>
    </message>
    <message>
        <source>{0} problems</source>
        <translation>{0} 個問題</translation>
    </message>
    <message>
        <source>Files that were skipped and SKUs that occur twice</source>
        <translation>已略去的檔案和重複出現的貨號</translation>
    </message>
    <message>
        <source>No catalogue open</source>
        <translation>未開啟型錄</translation>
    </message>
    <message>
        <source>Model in use: {0}</source>
        <translation>使用中的模型：{0}</translation>
    </message>
    <message>
        <source>Starting the matching engine…</source>
        <translation>正在啟動比對引擎…</translation>
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
        <translation>在此停止；已完成的會保留</translation>
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
        <translation>針對型錄調校</translation>
    </message>
</context>
<context>
    <name>UpdateChoice</name>
    <message>
        <source>Address of new versions</source>
        <translation>新版本的查詢網址</translation>
    </message>
</context>
<context>
    <name>VersionFlow</name>
    <message>
        <source>Export the version</source>
        <translation>匯出版本</translation>
    </message>
    <message>
        <source>Import a version</source>
        <translation>匯入版本</translation>
    </message>
    <message>
        <source>Model versions ({0})</source>
        <translation>模型版本 ({0})</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已儲存為 {0}</translation>
    </message>
    <message>
        <source>Imported as version {n}. It serves only if you choose “Use this version”.</source>
        <translation>已匯入為版本 {n}。您選擇「使用這個版本」之後才會啟用。</translation>
    </message>
</context>
<context>
    <name>VersionList</name>
    <message>
        <source>Each kept tuning is a version. Going back is one click.</source>
        <translation>每次保留的調校都是一個版本。按一下即可切換回去。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>&amp;Import a version…</source>
        <translation>匯入版本(&amp;I)…</translation>
    </message>
    <message>
        <source>Take in a version that was exported from another catalogue or computer</source>
        <translation>匯入從其他型錄或電腦匯出的版本</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>Putting the model into service</source>
        <translation>正在啟用模型</translation>
    </message>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>在背景繼續(&amp;B)</translation>
    </message>
    <message>
        <source>The catalogue is made ready for it. Until that is done, the model in use goes on serving.</source>
        <translation>型錄正在為它做準備。完成之前，仍使用目前的模型。</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>正在準備…</translation>
    </message>
</context>
<context>
    <name>WeightsDialog</name>
    <message>
        <source>Model weights</source>
        <translation>模型權重</translation>
    </message>
    <message>
        <source>Better matches with {model}</source>
        <translation>使用 {model} 比對更準確</translation>
    </message>
    <message>
        <source>One download of {size}, kept on this machine.</source>
        <translation>只需下載一次（{size}），之後保存在這台電腦上。</translation>
    </message>
    <message>
        <source>&amp;Download {size}</source>
        <translation>下載 {size}(&amp;D)</translation>
    </message>
    <message>
        <source>Downloading {model}</source>
        <translation>正在下載 {model}</translation>
    </message>
    <message>
        <source>Preparing {model}</source>
        <translation>正在準備 {model}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>No weights for {model} yet</source>
        <translation>還沒有 {model} 的權重</translation>
    </message>
    <message>
        <source>Afterwards it works without a network. Photos never leave this machine.</source>
        <translation>之後不需要網路即可使用。照片絕不會離開這台電腦。</translation>
    </message>
    <message>
        <source>Stockmatch already works with Classic. You can change the model later in Settings.</source>
        <translation>Stockmatch 已可使用 Classic。之後可以在「設定」中更換模型。</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下載</translation>
    </message>
    <message>
        <source>You can go on matching with the present model meanwhile.</source>
        <translation>期間您可以使用目前的模型繼續比對。</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>取消下載</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>再試一次(&amp;T)</translation>
    </message>
    <message>
        <source>Nothing is lost: matching goes on with the model in use.</source>
        <translation>沒有任何損失：會以使用中的模型繼續比對。</translation>
    </message>
    <message>
        <source>Continue with &amp;Classic</source>
        <translation>繼續使用 Classic(&amp;C)</translation>
    </message>
    <message>
        <source>Choose a &amp;weights file…</source>
        <translation>選擇權重檔(&amp;W)…</translation>
    </message>
    <message>
        <source>Checking {file}</source>
        <translation>正在檢查 {file}</translation>
    </message>
</context>
<context>
    <name>WhyDesk</name>
    <message>
        <source>Something went wrong inside Stockmatch.</source>
        <translation>Stockmatch 內部發生錯誤。</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>Why {0}?</source>
        <translation>為什麼是 {0}？</translation>
    </message>
    <message>
        <source>Why {0} is offered</source>
        <translation>為什麼提供 {0}</translation>
    </message>
    <message>
        <source>Comparing the pictures</source>
        <translation>正在比較圖片</translation>
    </message>
    <message>
        <source>Comparing the pictures…</source>
        <translation>正在比較圖片…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>The bars count the confirmed photo, lines and rings only what is shown.</source>
        <translation>長條計入已確認的照片；線條與圓圈只標示畫面上的圖片。</translation>
    </message>
    <message>
        <source>Photos confirmed for this product have more print in common with each other than with yours, which counts against it.</source>
        <translation>為這項商品確認過的照片，彼此的共同之處比與您這張照片的更多，因此不利於這項商品。</translation>
    </message>
    <message>
        <source>Lines join points of the print, dashed lines join parts that look alike.</source>
        <translation>實線連接圖案上相符的點，虛線連接看起來相似的部分。</translation>
    </message>
    <message>
        <source>Rings mark what tells it from look-alikes.</source>
        <translation>圓圈標出與相似產品不同之處。</translation>
    </message>
    <message>
        <source>No single places of both pictures agree; the confirmed photo does.</source>
        <translation>兩張圖片沒有個別相同之處；相符的是已確認的照片。</translation>
    </message>
    <message>
        <source>No single places of both pictures agree; the product as a whole does.</source>
        <translation>兩張圖片沒有個別相符的部分，但商品整體相似。</translation>
    </message>
</context>
<context>
    <name>WhyPictures</name>
    <message>
        <source>Photo and candidate side by side</source>
        <translation>照片與候選並排</translation>
    </message>
    <message>
        <source>{0} are joined by lines</source>
        <translation>{0}以線相連</translation>
    </message>
    <message>
        <source>1 part that looks alike is joined</source>
        <translation>有 1 個相似的部分相連</translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts that look alike are joined</source>
        <translation>
            <numerusform>有 %Ln 個相似的部分相連</numerusform>
        </translation>
    </message>
    <message>
        <source>what tells it from look-alikes is ringed</source>
        <translation>已圈出與相似產品不同之處</translation>
    </message>
</context>
<context>
    <name>WorkArea</name>
    <message>
        <source>{0} of {1}</source>
        <translation>第 {0} 張，共 {1} 張</translation>
    </message>
    <message>
        <source>{0} of one item</source>
        <translation>同一件物品的 {0}</translation>
    </message>
    <message>
        <source>waits for the catalogue</source>
        <translation>正在等待型錄</translation>
    </message>
    <message>
        <source>No product of the catalogue fits {0}.</source>
        <translation>型錄中沒有商品符合 {0}。</translation>
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
        <translation>沒有可提供的候選</translation>
    </message>
    <message>
        <source>Skip this photo</source>
        <translation>略過這張照片</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>This photo could not be read</source>
        <translation>無法讀取這張照片</translation>
    </message>
    <message>
        <source>{0} confirmed</source>
        <translation>已確認 {0}</translation>
    </message>
    <message>
        <source>{0} variants</source>
        <translation>其他規格 {0}</translation>
    </message>
    <message>
        <source>{0} not in catalogue</source>
        <translation>不在型錄中 {0}</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>已略過 {0}</translation>
    </message>
    <message>
        <source>All {0} decided</source>
        <translation>{0}已全部判定</translation>
    </message>
    <message>
        <source>The photo is decided</source>
        <translation>這張照片已判定</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>匯出…</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>新增照片…</translation>
    </message>
    <message>
        <source>Look at the skipped</source>
        <translation>查看已略過的照片</translation>
    </message>
    <message>
        <source>Candidates appear here as soon as the catalogue is ready.</source>
        <translation>型錄準備好之後，候選會立即出現在這裡。</translation>
    </message>
    <message>
        <source>Getting the catalogue ready</source>
        <translation>正在準備型錄</translation>
    </message>
    <message>
        <source>Try the sample photos</source>
        <translation>試試範例照片</translation>
    </message>
    <message>
        <source>Drop the photos of what arrived. Each is matched against {0}; one key confirms.</source>
        <translation>將到貨商品的照片拖到這裡。每張都會與 {0}比對；按一個鍵即可確認。</translation>
    </message>
    <message>
        <source>Ready for photos</source>
        <translation>可以加入照片了</translation>
    </message>
    <message>
        <source>SKU copied</source>
        <translation>已複製貨號</translation>
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
        <translation>未調校的模型</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>使用這個版本</translation>
    </message>
    <message>
        <source>Use {version}</source>
        <translation>使用{version}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>匯出…</translation>
    </message>
    <message>
        <source>Export {version}</source>
        <translation>匯出{version}</translation>
    </message>
    <message>
        <source>Save this version as a file for another catalogue or computer</source>
        <translation>將這個版本存成檔案，供其他型錄或電腦使用</translation>
    </message>
    <message>
        <source>Top-1 error {before} → {after}</source>
        <translation>Top-1 錯誤率 {before} → {after}</translation>
    </message>
    <message>
        <source>Top-5 error {before} → {after}</source>
        <translation>Top-5 錯誤率 {before} → {after}</translation>
    </message>
    <message>
        <source>Checked on {photos}.</source>
        <translation>以 {photos}檢驗。</translation>
    </message>
    <message>
        <source>Imported {date}. Its figures were measured elsewhere, on “{catalogue}”, and say nothing sure of this catalogue.</source>
        <translation>{date} 匯入。其數據是在別處以「{catalogue}」測得，對這份型錄不能保證什麼。</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>離開導覽</translation>
    </message>
</context>
<context>
    <name>alike</name>
    <message>
        <source>{0} with this picture: {1}</source>
        <translation>{0} 項商品使用這張圖片：{1}</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Confirm candidate {0}</source>
        <translation>確認候選 {0}</translation>
    </message>
    <message>
        <source>A variant of the marked candidate</source>
        <translation>標示的候選的其他規格</translation>
    </message>
    <message>
        <source>Confirm the candidate of that number</source>
        <translation>確認該號候選</translation>
    </message>
    <message>
        <source>Show the candidate of that number</source>
        <translation>顯示該號候選</translation>
    </message>
    <message>
        <source>Deciding</source>
        <translation>判定時</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>比較時</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>略過</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Compare the photo with the marked candidate</source>
        <translation>比較照片與標示的候選</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一張照片</translation>
    </message>
    <message>
        <source>Former photo</source>
        <translation>上一張照片</translation>
    </message>
    <message>
        <source>Next filter of the queue</source>
        <translation>佇列的下一個篩選</translation>
    </message>
    <message>
        <source>Pick this photo out, or put it back</source>
        <translation>挑選這張照片，或取消挑選</translation>
    </message>
    <message>
        <source>The photos picked out show one item</source>
        <translation>挑選的照片是同一件物品</translation>
    </message>
    <message>
        <source>The photos of this item are of several</source>
        <translation>這件物品的照片其實是好幾件物品</translation>
    </message>
    <message>
        <source>Take this photo, or those picked out, out of the queue</source>
        <translation>將這張照片或挑選的照片移出佇列</translation>
    </message>
    <message>
        <source>Why is the marked candidate offered?</source>
        <translation>為什麼提供標示的候選？</translation>
    </message>
    <message>
        <source>Match the whole photo, or the proposed part</source>
        <translation>比對整張照片，或建議的部分</translation>
    </message>
    <message>
        <source>Narrow the candidates by brand, category, words…</source>
        <translation>依品牌、類別、文字等縮小候選範圍…</translation>
    </message>
    <message>
        <source>All products as candidates again</source>
        <translation>恢復以全部商品為候選</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>顯示所有按鍵</translation>
    </message>
    <message>
        <source>Next candidate</source>
        <translation>下一個候選</translation>
    </message>
    <message>
        <source>Former candidate</source>
        <translation>上一個候選</translation>
    </message>
    <message>
        <source>Next image of the product</source>
        <translation>商品的下一張圖片</translation>
    </message>
    <message>
        <source>Former image of the product</source>
        <translation>商品的上一張圖片</translation>
    </message>
    <message>
        <source>Photo and candidate in the same place, in turn</source>
        <translation>照片與候選在同一位置輪流顯示</translation>
    </message>
    <message>
        <source>Pin this candidate on the left</source>
        <translation>將這個候選釘選在左側</translation>
    </message>
    <message>
        <source>Show or hide the matched parts</source>
        <translation>顯示或隱藏相符的部分</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>The whole product again</source>
        <translation>恢復顯示整項商品</translation>
    </message>
    <message>
        <source>A variant of this candidate</source>
        <translation>這個候選的其他規格</translation>
    </message>
    <message>
        <source>Back to all candidates</source>
        <translation>回到所有候選</translation>
    </message>
    <message>
        <source>Mark another candidate, photo or part, where the focus is</source>
        <translation>在焦點所在之處，標示另一個候選、照片或部分</translation>
    </message>
    <message>
        <source>Confirm the candidate that is marked, or compared</source>
        <translation>確認標示的或正在比較的候選</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>使用手冊</translation>
    </message>
    <message>
        <source>Paste photos</source>
        <translation>貼上照片</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>新增照片…</translation>
    </message>
    <message>
        <source>Open catalogue folder…</source>
        <translation>開啟型錄資料夾…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>匯出…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Show candidate {0}</source>
        <translation>顯示候選 {0}</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>SKU</source>
        <translation>貨號</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名稱</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>類別</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>Colour code</source>
        <translation>色號</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>條碼</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供應商</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>款式</translation>
    </message>
    <message>
        <source>Image of the style</source>
        <translation>款式圖片</translation>
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
        <translation>外觀</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>局部</translation>
    </message>
    <message>
        <source>keypoints</source>
        <translation>特徵點</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>顏色</translation>
    </message>
    <message>
        <source>details</source>
        <translation>細節</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 個點</translation>
    </message>
    <message>
        <source>%Ln points</source>
        <translation>%Ln 個點</translation>
    </message>
    <message>
        <source>resembles a confirmed photo</source>
        <translation>與已確認的照片相似</translation>
    </message>
    <message>
        <source>1 point of the print agrees</source>
        <translation>圖案有 1 個點相符</translation>
    </message>
    <message>
        <source>%Ln points of the print agree</source>
        <translation>圖案有 %Ln 個點相符</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>外觀相似</translation>
    </message>
    <message>
        <source>parts look alike</source>
        <translation>局部相似</translation>
    </message>
    <message>
        <source>colours agree</source>
        <translation>顏色相符</translation>
    </message>
    <message>
        <source>details agree</source>
        <translation>細節相符</translation>
    </message>
    <message>
        <source>same picture as {0}</source>
        <translation>與 {0} 的圖片相同</translation>
    </message>
    <message>
        <source>code in the file name</source>
        <translation>檔名中的代碼</translation>
    </message>
    <message>
        <source>barcode read</source>
        <translation>讀到條碼</translation>
    </message>
    <message>
        <source>First because the photo&apos;s file name says {0}, whatever the picture resembles.</source>
        <translation>排在第一，因為照片的檔名寫著 {0}，不論圖片像什麼。</translation>
    </message>
    <message>
        <source>First because a barcode in the photo says {0}, whatever the picture resembles.</source>
        <translation>排在第一，因為照片中的條碼是 {0}，不論圖片像什麼。</translation>
    </message>
    <message>
        <source>but the picture resembles others more</source>
        <translation>但圖片更像其他商品</translation>
    </message>
    <message>
        <source>seen before</source>
        <translation>先前見過</translation>
    </message>
    <message>
        <source>Seen before: a photo confirmed for this product fits better than its catalogue images and counts as one. The catalogue image most like your photo is shown.</source>
        <translation>先前見過：為這項商品確認過的一張照片比它的型錄圖片更相符，因此算作其中一張。這裡顯示與您的照片最像的型錄圖片。</translation>
    </message>
    <message>
        <source>Perhaps not in this catalogue. Press N if you do not see it.</source>
        <translation>可能不在這份型錄中。若沒看到，請按 N。</translation>
    </message>
    <message>
        <source>Probably not in this catalogue. Press N if you do not see it.</source>
        <translation>很可能不在這份型錄中。若沒看到，請按 N。</translation>
    </message>
    <message>
        <source>Not enough decisions yet ({0} of {1})</source>
        <translation>判定還不夠多（{0}，需要 {1}）</translation>
    </message>
    <message>
        <source>The right one is among the first {0} with {1}: show more in the settings</source>
        <translation>正確的商品有 {1} 的機會在前 {0} 個之中：可在設定中顯示更多</translation>
    </message>
    <message>
        <source>The right one is the first with {0}</source>
        <translation>第一個有 {0} 的機會是正確的商品</translation>
    </message>
    <message>
        <source>The right one is among these {0} with {1}</source>
        <translation>正確的商品有 {1} 的機會在這 {0} 個之中</translation>
    </message>
    <message>
        <source>The right one is among the first {0} with {1}</source>
        <translation>正確的商品有 {1} 的機會在前 {0} 個之中</translation>
    </message>
    <message>
        <source>How many candidates hold the right product, where it is found at all. It is known from {0} photos confirmed with the model in use; there are {1}.</source>
        <translation>在找得到的情況下，多少個候選會包含正確的商品。需要以使用中的模型確認 {0} 張照片才能得知；目前有 {1} 張。</translation>
    </message>
</context>
<context>
    <name>keymap</name>
    <message>
        <source>Always</source>
        <translation>任何時候</translation>
    </message>
    <message>
        <source>{0} moves about and confirms. Choose another key.</source>
        <translation>{0} 用於移動和確認。請選擇其他鍵。</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”. Give that another key first.</source>
        <translation>{0} 是「{1}」的按鍵。請先為它換一個鍵。</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The backbone returned numbers that are not finite for this picture. Choose another weights file or backbone.</source>
        <translation>骨幹網路為這張圖片算出的數值不是有限數。請選擇其他權重檔或骨幹網路。</translation>
    </message>
    <message>
        <source>Business Central&apos;s item numbers have {most} letters at most. Shorten it first.</source>
        <translation>Business Central 的項目編號最多 {most} 個字元。請先縮短。</translation>
    </message>
    <message>
        <source>The name has more than the {most} letters that Business Central takes.</source>
        <translation>名稱超過 Business Central 可接受的 {most} 個字元。</translation>
    </message>
    <message>
        <source>SKU {sku}: there is no image “{name}”.</source>
        <translation>貨號 {sku}：沒有圖片「{name}」。</translation>
    </message>
    <message>
        <source>No row of the table names this image; it was left out.</source>
        <translation>表格中沒有任何一列提到這張圖片，因此略去。</translation>
    </message>
    <message>
        <source>SKU {sku} is on line {line} already</source>
        <translation>貨號 {sku} 已出現在第 {line} 列</translation>
    </message>
    <message>
        <source>SKU {sku}: “{name}” could be {there}. Name its folder too.</source>
        <translation>貨號 {sku}：「{name}」可能是 {there}。請一併寫出資料夾。</translation>
    </message>
    <message>
        <source>{file}: no column is known to hold the SKU. Say which one does: in the window when the table is opened, in a terminal with --column sku=NAME.</source>
        <translation>{file}：不知道哪一欄是貨號。請指定：在視窗中於開啟表格時指定，在終端機中使用 --column sku=NAME。</translation>
    </message>
    <message>
        <source>Several products have this SKU, by which they are told apart. Give each its own first.</source>
        <translation>多項商品使用這個貨號，而它們要靠貨號區分。請先給每項商品各自的貨號。</translation>
    </message>
    <message>
        <source>{address} is no web address. It begins with http:// or https://.</source>
        <translation>{address} 不是網址。網址以 http:// 或 https:// 開頭。</translation>
    </message>
    <message>
        <source>{first}; here it has {words}. Line {line} counts, and the images of both.</source>
        <translation>{first}；此處為 {words}。以第 {line} 列為準，兩者的圖片都採用。</translation>
    </message>
    <message>
        <source>SKU {sku}: “{name}” could not be downloaded: {reason}</source>
        <translation>貨號 {sku}：無法下載「{name}」：{reason}</translation>
    </message>
    <message>
        <source>The row has no SKU and was left out.</source>
        <translation>這一列沒有貨號，因此略去。</translation>
    </message>
    <message>
        <source>“{cell}” is a number that a spreadsheet shortened; its last digits are lost.</source>
        <translation>「{cell}」是被試算表縮短的數字，末幾位數已遺失。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image and cannot be matched. Add a picture named by it, or name one.</source>
        <translation>貨號 {sku} 沒有圖片，無法比對。請加入以它命名的圖片，或在表格中指定一張。</translation>
    </message>
    <message>
        <source>{column}: {reason}</source>
        <translation>{column}：{reason}</translation>
    </message>
    <message>
        <source>{column}: {reason} Kept as it is.</source>
        <translation>{column}：{reason}維持原樣。</translation>
    </message>
    <message>
        <source>{first}; this row adds nothing to it.</source>
        <translation>{first}；這一列沒有增加任何內容。</translation>
    </message>
    <message>
        <source>The rows of “{style}” have no SKU; that name stands for it.</source>
        <translation>「{style}」的各列沒有貨號，因此以這個名稱代替。</translation>
    </message>
    <message>
        <source>SKU {sku} has several colours, or sizes with barcodes; each is a product of its own. Such SKUs in all: {count}.</source>
        <translation>貨號 {sku} 有多種顏色，或各有條碼的多種尺寸，各自成為一項商品。這樣的貨號共有 {count} 個。</translation>
    </message>
    <message>
        <source>SKU {sku} is the parent that other rows name, and no product of its own; such rows in all: {count}.</source>
        <translation>貨號 {sku} 是其他列所指的父項，本身不是商品。這樣的列共有 {count} 列。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image of its colour, only of others, and cannot be matched. Add a picture named by it and its colour, or name one.</source>
        <translation>貨號 {sku} 沒有這個顏色的圖片，只有其他顏色的，因此無法比對。請加入以它和顏色命名的圖片，或在表格中指定一張。</translation>
    </message>
    <message>
        <source>{file} is an export of Magento. Columns made of its attributes and variations: {names}.</source>
        <translation>{file} 是 Magento 的匯出檔。由其屬性與規格產生的欄位：{names}。</translation>
    </message>
    <message>
        <source>{file}: rows of further store views were left out: {count}.</source>
        <translation>{file}：略去其他商店檢視的列：{count}。</translation>
    </message>
    <message>
        <source>non-commercial use only, {licence}</source>
        <translation>僅限非商業用途，{licence}</translation>
    </message>
    <message>
        <source>Colour, texture and shape. Needs no download; the quickest.</source>
        <translation>顏色、紋理與形狀。不需下載；速度最快。</translation>
    </message>
    <message>
        <source>The best of the original study; slow without a GPU.</source>
        <translation>原始研究中表現最佳；沒有 GPU 時較慢。</translation>
    </message>
    <message>
        <source>Small and quick, a good first step up.</source>
        <translation>小巧快速，是進階的第一步。</translation>
    </message>
    <message>
        <source>A strong all-rounder.</source>
        <translation>各方面表現均衡而優秀。</translation>
    </message>
    <message>
        <source>Good quality for its size.</source>
        <translation>以其大小而言品質良好。</translation>
    </message>
    <message>
        <source>As good as ConvNeXt in the study; the slowest.</source>
        <translation>在研究中與 ConvNeXt 一樣好；速度最慢。</translation>
    </message>
    <message>
        <source>Densely connected convolutions.</source>
        <translation>密集連接的卷積。</translation>
    </message>
    <message>
        <source>Looks at 299 px instead of 224.</source>
        <translation>以 299 px 而非 224 px 的解析度分析圖片。</translation>
    </message>
    <message>
        <source>The smallest download.</source>
        <translation>下載量最小。</translation>
    </message>
    <message>
        <source>Small and quick.</source>
        <translation>小巧快速。</translation>
    </message>
    <message>
        <source>The classic Inception network.</source>
        <translation>經典的 Inception 網路。</translation>
    </message>
    <message>
        <source>The small residual network.</source>
        <translation>小型殘差網路。</translation>
    </message>
    <message>
        <source>The oldest of the study; large and weak.</source>
        <translation>研究中最舊的網路；體積大而效果弱。</translation>
    </message>
    <message>
        <source>Trained on a million fashion products; slow without a GPU.</source>
        <translation>以一百萬件時尚商品訓練；沒有 GPU 時較慢。</translation>
    </message>
    <message>
        <source>Trained on pictures with their captions, in many languages; slow without a GPU.</source>
        <translation>以圖片及多種語言的圖說訓練；沒有 GPU 時較慢。</translation>
    </message>
    <message>
        <source>The first network trained on pictures with their captions; slow without a GPU.</source>
        <translation>第一個以圖片及圖說訓練的網路；沒有 GPU 時較慢。</translation>
    </message>
    <message>
        <source>Trained on pictures alone; good at details and parts.</source>
        <translation>只以圖片訓練；擅長細節與局部。</translation>
    </message>
    <message>
        <source>The successor of DINOv2; looks at 256 px.</source>
        <translation>DINOv2 的後繼版本；以 256 px 的解析度分析圖片。</translation>
    </message>
    <message>
        <source>Meta&apos;s DINOv3 License, not an open licence</source>
        <translation>Meta 的 DINOv3 授權，並非開放授權</translation>
    </message>
    <message>
        <source>The successor of ConvNeXt-Tiny.</source>
        <translation>ConvNeXt-Tiny 的後繼版本。</translation>
    </message>
    <message>
        <source>The row has no SKU or colour and was read as going on from that above it; such rows in all: {count}.</source>
        <translation>這一列沒有貨號或顏色，因此視為上一列的延續。這樣的列共有 {count} 列。</translation>
    </message>
    <message>
        <source>“{name}” is an address. Have the pictures downloaded, or save them beside the table. Such pictures in all: {count} (line {lines}).</source>
        <translation>「{name}」是網址。請選擇下載圖片，或將它們儲存在表格旁。這類圖片共 {count} 張（第 {lines} 列）。</translation>
    </message>
    <message>
        <source>This is no address of announcements. It begins with https:// and ends with #ed25519= and a key.</source>
        <translation>這不是版本公告的網址。這種網址以 https:// 開頭，以 #ed25519= 加上金鑰結尾。</translation>
    </message>
    <message>
        <source>This is a folder, not a picture.</source>
        <translation>這是資料夾，不是圖片。</translation>
    </message>
    <message>
        <source>The file&apos;s name cannot be used.</source>
        <translation>無法使用這個檔名。</translation>
    </message>
    <message>
        <source>The file is empty; save or download it again.</source>
        <translation>檔案是空的；請重新儲存或下載。</translation>
    </message>
    <message>
        <source>The file is cut off; save or download it again.</source>
        <translation>檔案不完整；請重新儲存或下載。</translation>
    </message>
    <message>
        <source>The file is damaged; save or download it again.</source>
        <translation>檔案已損壞；請重新儲存或下載。</translation>
    </message>
    <message>
        <source>The file is damaged, or of a variety of its format that cannot be read; open it elsewhere and export it as PNG or JPEG.</source>
        <translation>檔案已損壞，或屬於無法讀取的格式變體；請用其他程式開啟，再匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>The file is not a picture; use JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP.</source>
        <translation>檔案不是圖片；請使用 JPEG、PNG、WebP、HEIC、AVIF、TIFF、GIF 或 BMP。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture; save a smaller copy.</source>
        <translation>記憶體不足以開啟這張圖片；請另存一份較小的。</translation>
    </message>
    <message>
        <source>The picture carries more text or colour data than is safe to read; open it elsewhere and export it as PNG or JPEG.</source>
        <translation>圖片所帶的文字或色彩資料過多，讀取並不安全；請用其他程式開啟，再匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>The picture is too large ({size:,} megapixels; at most {most} can be read); save a smaller copy.</source>
        <translation>圖片太大（{size:,} 百萬像素；最多可讀取 {most} 百萬像素）；請另存一份較小的。</translation>
    </message>
    <message>
        <source>The file is too large (more than {most:,} MB); save a smaller copy.</source>
        <translation>檔案太大（超過 {most:,} MB）；請另存一份較小的。</translation>
    </message>
    <message>
        <source>The file cannot be read from its disk or network folder ({reason}).</source>
        <translation>無法從磁碟或網路資料夾讀取檔案（{reason}）。</translation>
    </message>
    <message>
        <source>PDF documents are not photos; export the page as PNG or JPEG.</source>
        <translation>PDF 文件不是照片；請將該頁匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>PostScript drawings are not photos; export it as PNG or JPEG.</source>
        <translation>PostScript 圖形不是照片；請匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>JPEG XL pictures cannot be read; export it as PNG or JPEG.</source>
        <translation>無法讀取 JPEG XL 圖片；請匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>This is an archive, not a picture; unpack it first.</source>
        <translation>這是壓縮檔，不是圖片；請先解壓縮。</translation>
    </message>
    <message>
        <source>Videos are not photos; take a still picture from it.</source>
        <translation>影片不是照片；請從中擷取一張靜態圖片。</translation>
    </message>
    <message>
        <source>SVG drawings are not photos; export it as PNG or JPEG.</source>
        <translation>SVG 圖形不是照片；請匯出為 PNG 或 JPEG。</translation>
    </message>
    <message>
        <source>This is a web page, not a picture; download the picture itself.</source>
        <translation>這是網頁，不是圖片；請下載圖片本身。</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>檔案已不存在。</translation>
    </message>
    <message>
        <source>There is no permission to read the file.</source>
        <translation>沒有讀取這個檔案的權限。</translation>
    </message>
    <message>
        <source>{file} was tuned for another version of Stockmatch. Tune again.</source>
        <translation>{file} 是為另一版本的 Stockmatch 調校的，請重新調校。</translation>
    </message>
    <message>
        <source>{file} holds no change of {channels} channels.</source>
        <translation>{file} 不含 {channels} 個通道的變更。</translation>
    </message>
    <message>
        <source>{file} holds numbers that are not finite.</source>
        <translation>{file} 含有不是有限數的數值。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>無法讀取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} holds no adapter for Classic ({dimension} x {dimension} finite numbers).</source>
        <translation>{file} 不含 Classic 的調整資料（{dimension} x {dimension} 個有限數值）。</translation>
    </message>
    <message>
        <source>No graphics card that CUDA can use was found.</source>
        <translation>找不到 CUDA 可用的顯示卡。</translation>
    </message>
    <message>
        <source>The {card} (compute capability {major}.{minor}) is not among the cards this PyTorch is built for ({cards}).</source>
        <translation>{card}（運算能力 {major}.{minor}）不在這個 PyTorch 支援的顯示卡之列（{cards}）。</translation>
    </message>
    <message>
        <source>A test computation on the {card} gave a wrong result.</source>
        <translation>在 {card} 上的測試運算得出錯誤結果。</translation>
    </message>
    <message>
        <source>The installed PyTorch is the CPU build.</source>
        <translation>安裝的 PyTorch 是 CPU 版本。</translation>
    </message>
    <message>
        <source>The CPU is chosen in the settings.</source>
        <translation>設定中選擇了 CPU。</translation>
    </message>
    <message>
        <source>CUDA cannot be used. {reason}</source>
        <translation>無法使用 CUDA。{reason}</translation>
    </message>
    <message>
        <source>CUDA could not be started: {reason}</source>
        <translation>無法啟動 CUDA：{reason}</translation>
    </message>
    <message>
        <source>A test computation on the {card} failed: {reason}</source>
        <translation>在 {card} 上的測試運算失敗：{reason}</translation>
    </message>
    <message>
        <source>No NVIDIA driver is installed, or there is no NVIDIA graphics card.</source>
        <translation>未安裝 NVIDIA 驅動程式，或沒有 NVIDIA 顯示卡。</translation>
    </message>
    <message>
        <source>The NVIDIA driver is too old for this PyTorch (CUDA {version}); update the driver.</source>
        <translation>NVIDIA 驅動程式對這個 PyTorch（CUDA {version}）來說太舊；請更新驅動程式。</translation>
    </message>
    <message>
        <source>No answer from {host} within {seconds:.0f} seconds; check the internet connection.</source>
        <translation>{host} 在 {seconds:.0f} 秒內沒有回應；請檢查網際網路連線。</translation>
    </message>
    <message>
        <source>No connection to {host} ({text}); check the internet connection.</source>
        <translation>無法連線到 {host}（{text}）；請檢查網際網路連線。</translation>
    </message>
    <message>
        <source>{host} stopped sending for {seconds:.0f} seconds; check the connection and try again.</source>
        <translation>{host} 已 {seconds:.0f} 秒沒有傳送資料；請檢查連線後再試一次。</translation>
    </message>
    <message>
        <source>{host} refused the file: {code} {reason}.</source>
        <translation>{host} 拒絕提供檔案：{code} {reason}。</translation>
    </message>
    <message>
        <source>The connection to {host} broke off after {received} of {total} bytes; try again.</source>
        <translation>與 {host} 的連線在傳送 {received} / {total} 位元組後中斷；請再試一次。</translation>
    </message>
    <message>
        <source>What arrived is not {file}: its checksum is wrong. A proxy or a virus scanner may be changing downloads; try again.</source>
        <translation>收到的內容不是 {file}：總和檢查碼不符。可能是代理伺服器或防毒軟體更改了下載內容；請再試一次。</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}.</source>
        <translation>無法寫入 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{model} needs libraries that are not installed ({missing}). Install them with: {command}</source>
        <translation>{model} 需要尚未安裝的程式庫（{missing}）。請用此指令安裝：{command}</translation>
    </message>
    <message>
        <source>{model} needs its pretrained weights ({facts}), which are not on this computer.</source>
        <translation>{model} 需要預訓練權重（{facts}），但這台電腦上沒有。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>無法讀取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is not in UTF-8 and was read as {encoding}. Choose another encoding if letters look wrong.</source>
        <translation>{file} 不是 UTF-8，因此以 {encoding} 讀取。若文字不正確，請選擇其他編碼。</translation>
    </message>
    <message>
        <source>Images that no row names were left out: {unused}.</source>
        <translation>有 {unused} 張圖片未被任何一列提到，因此略去。</translation>
    </message>
    <message>
        <source>None of the images ({count}) could be read. The first: {file}: {reason}</source>
        <translation>{count} 張圖片全都無法讀取。第一個問題：{file}：{reason}</translation>
    </message>
    <message>
        <source>Its name has characters that cannot be stored. Rename it.</source>
        <translation>名稱含有無法儲存的字元。請重新命名。</translation>
    </message>
    <message>
        <source>{file} is a table of a kind that cannot be read here. Save it as .xlsx or .csv, and open that.</source>
        <translation>{file} 是此處無法讀取的表格格式。請另存為 .xlsx 或 .csv，再開啟該檔案。</translation>
    </message>
    <message>
        <source>Products that can be read in {source}: {count}. A study needs at least two, or every answer is right.</source>
        <translation>{source} 有 {count} 項可讀取的商品；研究至少需要兩項，否則任何答案都正確。</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>第 {line} 列</translation>
    </message>
    <message>
        <source>{file}: passed over above the header: {passed}.</source>
        <translation>{file}：{passed}在標題列之上，因此略過。</translation>
    </message>
    <message>
        <source>The row has more cells than the header, which has {count}.</source>
        <translation>這一列的儲存格多於標題列的 {count} 欄。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}), and may belong to this catalogue. Check your rights, or try again.</source>
        <translation>無法讀取 {file}（{reason}），而它可能屬於這個型錄。請檢查您的權限，或再試一次。</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}), so they are not written over.</source>
        <translation>無法讀取 {path} 中的設定（{reason}），因此不會覆寫它們。</translation>
    </message>
    <message>
        <source>Tuning needs at least {least} different products, or it cannot tell whether anything got better. Add products to the catalogue first.</source>
        <translation>調校至少需要 {least} 項不同的商品，否則無法判斷是否有所改善。請先在型錄中加入商品。</translation>
    </message>
    <message>
        <source>The memory of {device} is too small for one image. Close other programs that use it, or choose the CPU in the settings.</source>
        <translation>{device} 的記憶體連一張圖片都不夠用。請關閉其他使用它的程式，或在設定中選擇 CPU。</translation>
    </message>
    <message>
        <source>Another program is using the file, or there is no permission to read it; close it there and try again.</source>
        <translation>其他程式正在使用這個檔案，或者沒有讀取這個檔案的權限；請在該程式中關閉後再試一次。</translation>
    </message>
    <message>
        <source>{file} holds program code (probably a whole saved model), which could do anything and is not run. Save the state dict alone: torch.save(model.state_dict(), file).</source>
        <translation>{file} 含有程式碼（可能是整個儲存的模型），可能執行任何動作，因此不會執行。請只儲存 state dict：torch.save(model.state_dict(), file)。</translation>
    </message>
    <message>
        <source>it is a {kind}</source>
        <translation>它是 {kind}</translation>
    </message>
    <message>
        <source>These weights do not fit {model}; {wrong}.</source>
        <translation>這些權重不適用於 {model}；{wrong}。</translation>
    </message>
    <message>
        <source>{file} is damaged or not a PyTorch weights file.</source>
        <translation>{file} 已損壞，或不是 PyTorch 權重檔。</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is a single tensor</source>
        <translation>它是單一張量</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 以及其他 {more} 個</translation>
    </message>
    <message>
        <source>{file} holds no state dict: {kind}.</source>
        <translation>{file} 不含 state dict：{kind}。</translation>
    </message>
    <message>
        <source>{file} holds no state dict: {names} not a tensor.</source>
        <translation>{file} 不含 state dict：{names} 不是張量。</translation>
    </message>
    <message>
        <source>{file} holds tensors of a kind that cannot be used: {names}.</source>
        <translation>{file} 含有無法使用的張量類型：{names}。</translation>
    </message>
    <message>
        <source>{file} holds values that are not finite numbers: {names}.</source>
        <translation>{file} 含有不是有限數的值：{names}。</translation>
    </message>
    <message>
        <source>These weights are for {models}, not for {model}.</source>
        <translation>這些權重屬於 {models}，不屬於 {model}。</translation>
    </message>
    <message>
        <source>missing: {names}</source>
        <translation>缺少：{names}</translation>
    </message>
    <message>
        <source>of the wrong shape: {names}</source>
        <translation>形狀不符：{names}</translation>
    </message>
    <message>
        <source>unexpected: {names}</source>
        <translation>多餘：{names}</translation>
    </message>
    <message>
        <source>{file} cannot be read as safetensors: {reason}.</source>
        <translation>無法以 safetensors 格式讀取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is a TorchScript program, not a state dict.</source>
        <translation>{file} 是 TorchScript 程式，不是 state dict。</translation>
    </message>
    <message>
        <source>Its name leads out of the zip&apos;s own folder, or cannot be used; it was left out.</source>
        <translation>其名稱指向 zip 檔資料夾之外，或無法使用，因此略去。</translation>
    </message>
    <message>
        <source>It is encrypted and was left out. Unpack the zip with its password and open the folder.</source>
        <translation>已加密，因此略去。請用密碼解壓縮 zip 檔，再開啟解出的資料夾。</translation>
    </message>
    <message>
        <source>It would take {size:.1f} GB unpacked, more than a picture can; it was left out.</source>
        <translation>解壓縮後會有 {size:.1f} GB，超過一張圖片可能的大小，因此略去。</translation>
    </message>
    <message>
        <source>Another file of the zip has the same name; the last one counts.</source>
        <translation>zip 檔中有另一個同名檔案；以最後一個為準。</translation>
    </message>
    <message>
        <source>{file} is encrypted. Unpack it with its password and open the folder that comes of it.</source>
        <translation>{file} 已加密。請用密碼解壓縮，再開啟解出的資料夾。</translation>
    </message>
    <message>
        <source>The images of {file} would take {size:.1f} GB unpacked, more than the {most:.1f} GB that are unpacked here. Unpack it yourself and open the folder.</source>
        <translation>{file} 的圖片解壓縮後會有 {size:.1f} GB，超過這裡可解壓縮的 {most:.1f} GB。請自行解壓縮，再開啟該資料夾。</translation>
    </message>
    <message>
        <source>The images of {file} take {size:.1f} GB unpacked, and {free:.1f} GB are free on the disk. Make room, or choose another data folder with --data-dir.</source>
        <translation>{file} 的圖片解壓縮後需要 {size:.1f} GB，而磁碟只剩 {free:.1f} GB。請騰出空間，或用 --data-dir 選擇其他資料存放處。</translation>
    </message>
    <message>
        <source>{file} cannot be unpacked into {folder} ({reason}). Make room, or unpack it yourself and open the folder.</source>
        <translation>無法將 {file} 解壓縮到 {folder}（{reason}）。請騰出空間，或自行解壓縮後再開啟該資料夾。</translation>
    </message>
    <message>
        <source>{file} is damaged or no zip file. Fetch it again, or open a folder.</source>
        <translation>{file} 已損壞或不是 zip 檔。請重新取得，或改為開啟資料夾。</translation>
    </message>
    <message>
        <source>{file} may not be read ({reason}). Check your rights.</source>
        <translation>無法讀取 {file}（{reason}）。請檢查您的權限。</translation>
    </message>
    <message>
        <source>The folder {folder} has not answered for {seconds:.0f} seconds. Was the network lost? What was done is kept; open it again.</source>
        <translation>資料夾 {folder} 已 {seconds:.0f} 秒沒有回應。網路是否中斷？已完成的部分會保留；請再次開啟。</translation>
    </message>
    <message>
        <source>The file has changed since it was indexed.</source>
        <translation>檔案在建立索引之後已有變動。</translation>
    </message>
    <message>
        <source>The folder {folder} can no longer be read ({reason}). Was its drive unplugged or the network lost? What was done is kept; open it again.</source>
        <translation>資料夾 {folder} 已無法讀取（{reason}）。是否拔除了磁碟機或網路中斷？已完成的部分會保留；請再次開啟。</translation>
    </message>
    <message>
        <source>There are too few products or confirmed photos to tell whether anything would be better than the version in service. Add some, or go back to the untuned model first.</source>
        <translation>商品或已確認的照片太少，無法判斷是否有比使用中的版本更好的結果。請再增加一些，或先回到未調校的模型。</translation>
    </message>
    <message>
        <source>The announcement of new versions is not signed with the key that you gave.</source>
        <translation>新版本公告的簽章與您提供的金鑰不符。</translation>
    </message>
    <message>
        <source>What the address of new versions answers is no announcement.</source>
        <translation>新版本網址的回應不是版本公告。</translation>
    </message>
    <message>
        <source>The address of new versions cannot be read ({reason}).</source>
        <translation>無法讀取新版本網址（{reason}）。</translation>
    </message>
    <message>
        <source>The address of new versions did not answer within {seconds:.0f} s.</source>
        <translation>新版本網址未在 {seconds:.0f} 秒內回應。</translation>
    </message>
    <message>
        <source>{file} is here already: version {version}.</source>
        <translation>{file} 已在這裡：版本 {version}。</translation>
    </message>
    <message>
        <source>{file} is a tuning of {model}, but {other} is in use. Choose {model} in the settings, then import it.</source>
        <translation>{file} 是 {model} 的調校版本，但使用中的是 {other}。請在設定中選擇 {model}，再匯入。</translation>
    </message>
    <message>
        <source>{file} was tuned from other weights of {model} than those in use here, so it does not fit them.</source>
        <translation>{file} 所依據的 {model} 權重與這裡使用的不同，因此不適用。</translation>
    </message>
    <message>
        <source>It holds another kind of tuning than it says.</source>
        <translation>檔案中的調校種類與其說明不符。</translation>
    </message>
    <message>
        <source>{file} cannot be used: {reason} Nothing was changed.</source>
        <translation>無法使用 {file}：{reason}沒有任何更動。</translation>
    </message>
    <message>
        <source>The database {path} cannot be opened ({reason}). Make room on the disk, check your rights, or choose another data folder with --data-dir.</source>
        <translation>無法開啟資料庫 {path}（{reason}）。請騰出磁碟空間、檢查權限，或用 --data-dir 選擇其他資料存放處。</translation>
    </message>
    <message>
        <source>It cannot be unpacked ({reason}).</source>
        <translation>無法解壓縮（{reason}）。</translation>
    </message>
    <message>
        <source>{file}: there is no encoding “{encoding}”. Try utf-8, cp1252, big5 or gb18030.</source>
        <translation>{file}：沒有編碼「{encoding}」。請試試 utf-8、cp1252、big5 或 gb18030。</translation>
    </message>
    <message>
        <source>A quotation mark is opened and never closed; it was left out.</source>
        <translation>有一個引號未閉合，因此略去。</translation>
    </message>
    <message>
        <source>No catalogue is open. Open the folder with the supplier&apos;s images first.</source>
        <translation>尚未開啟型錄。請先開啟存放供應商圖片的資料夾。</translation>
    </message>
    <message>
        <source>The tuned model cannot be used, so the untuned one serves: {reason} Tune again.</source>
        <translation>無法使用調校後的模型，因此改用未調校的模型：{reason}請重新調校。</translation>
    </message>
    <message>
        <source>tuned model v{version}</source>
        <translation>調校後的模型 v{version}</translation>
    </message>
    <message>
        <source>The matching engine stopped unexpectedly and was started again. No decision was lost.</source>
        <translation>比對引擎意外停止，已重新啟動。沒有遺失任何判定。</translation>
    </message>
    <message>
        <source>{path} has no header “query,target” in its first line.</source>
        <translation>{path} 的第一列沒有標題「query,target」。</translation>
    </message>
    <message>
        <source>{file} cannot be read any more: {reason} Index the catalogue again.</source>
        <translation>已無法讀取 {file}：{reason}請重新為型錄建立索引。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}. It should be a CSV file in UTF-8.</source>
        <translation>無法讀取 {path}：{reason}。它應該是 UTF-8 的 CSV 檔。</translation>
    </message>
    <message>
        <source>The line does not have two columns.</source>
        <translation>這一列不是兩欄。</translation>
    </message>
    <message>
        <source>{file} is not there.</source>
        <translation>{file} 不存在。</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another name, or allow it to be replaced.</source>
        <translation>{path} 已經存在。請選擇其他名稱，或允許取代。</translation>
    </message>
    <message>
        <source>The file has changed since it was decided on.</source>
        <translation>檔案在判定之後已有變動。</translation>
    </message>
    <message>
        <source>The photos could not be copied to {folder} ({reason}). Make room, or choose another folder.</source>
        <translation>無法將照片複製到 {folder}（{reason}）。請騰出空間，或選擇其他資料夾。</translation>
    </message>
    <message>
        <source>{reason} It was not copied.</source>
        <translation>{reason}因此沒有複製。</translation>
    </message>
    <message>
        <source>{reason} Its row has no picture.</source>
        <translation>{reason}該列沒有圖片。</translation>
    </message>
    <message>
        <source>SKU {sku} has no image that can be read, and cannot be matched.</source>
        <translation>貨號 {sku} 沒有可讀取的圖片，無法比對。</translation>
    </message>
    <message>
        <source>There are no images in {folder}. Choose the folder that holds the supplier&apos;s pictures.</source>
        <translation>{folder} 中沒有圖片。請選擇存放供應商圖片的資料夾。</translation>
    </message>
    <message>
        <source>No image of {folder} can be used. The first: {file}: {reason}</source>
        <translation>{folder} 中沒有可用的圖片。第一個問題：{file}：{reason}</translation>
    </message>
    <message>
        <source>The file is not the one that was decided on.</source>
        <translation>檔案不是當初判定的那一個。</translation>
    </message>
    <message>
        <source>This folder may not be read.</source>
        <translation>沒有讀取這個資料夾的權限。</translation>
    </message>
    <message>
        <source>The folder&apos;s name has characters that cannot be stored. Rename it and open it.</source>
        <translation>資料夾名稱含有無法儲存的字元。請重新命名後再開啟。</translation>
    </message>
    <message>
        <source>The folder {source} is not there. Was it moved or its drive unplugged? Locate it again.</source>
        <translation>資料夾 {source} 不存在。是否已移動，或磁碟機已拔除？請重新尋找它的位置。</translation>
    </message>
    <message>
        <source>{source} is a file. Choose the folder that holds the supplier&apos;s images.</source>
        <translation>{source} 是檔案。請選擇存放供應商圖片的資料夾。</translation>
    </message>
    <message>
        <source>The folder {source} may not be read ({reason}). Ask for the right to open it, or copy it.</source>
        <translation>無法讀取資料夾 {source}（{reason}）。請取得開啟權限，或複製一份。</translation>
    </message>
    <message>
        <source>It cannot be reached ({reason}).</source>
        <translation>無法存取（{reason}）。</translation>
    </message>
    <message>
        <source>{product} is not in the catalogue any more. Match the photo again.</source>
        <translation>{product} 已不在型錄中。請重新比對照片。</translation>
    </message>
    <message>
        <source>calibration</source>
        <translation>校準</translation>
    </message>
    <message>
        <source>{reason} Until then it is learnt at every opening.</source>
        <translation>{reason}在此之前，每次開啟都會重新學習。</translation>
    </message>
    <message>
        <source>The file {source} is not there. Was it moved or its drive unplugged? Locate it again.</source>
        <translation>檔案 {source} 不存在。是否已移動，或磁碟機已拔除？請重新尋找它的位置。</translation>
    </message>
    <message>
        <source>It cannot be read ({reason}).</source>
        <translation>無法讀取（{reason}）。</translation>
    </message>
    <message>
        <source>The first reason: {file}: {reason}</source>
        <translation>第一個原因：{file}：{reason}</translation>
    </message>
    <message>
        <source>The folder {folder} is not there. It should hold files like resnet50.pth.</source>
        <translation>資料夾 {folder} 不存在。其中應有類似 resnet50.pth 的檔案。</translation>
    </message>
    <message>
        <source>{out} lies in the catalogue&apos;s folder, where figures would count as products. Choose another with --out.</source>
        <translation>{out} 位於型錄的資料夾中，圖表會被當成商品。請用 --out 選擇其他位置。</translation>
    </message>
    <message>
        <source>The report cannot be written to {out} ({reason}).</source>
        <translation>無法將報告寫入 {out}（{reason}）。</translation>
    </message>
    <message>
        <source>No photo could be judged.</source>
        <translation>沒有可評判的照片。</translation>
    </message>
    <message>
        <source>{file} is not among the readable images of {source}.</source>
        <translation>{file} 不在 {source} 可讀取的圖片之中。</translation>
    </message>
    <message>
        <source>{folder} cannot be written to ({reason}). Choose another folder with --out.</source>
        <translation>無法寫入 {folder}（{reason}）。請用 --out 選擇其他資料夾。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}). What was finished before is kept; make room, or choose another folder with --out.</source>
        <translation>無法寫入 {path}（{reason}）。先前完成的部分會保留；請騰出空間，或用 --out 選擇其他資料夾。</translation>
    </message>
    <message>
        <source>{file} has no rows. Choose the file that lists the products.</source>
        <translation>{file} 沒有任何資料列。請選擇列出商品的檔案。</translation>
    </message>
    <message>
        <source>{file}: no row with the columns&apos; names was found.</source>
        <translation>{file}：找不到欄位名稱所在的列。</translation>
    </message>
    <message>
        <source>lines {line} to {line2}</source>
        <translation>第 {line} 到 {line2} 列</translation>
    </message>
    <message>
        <source>{file} is a workbook with the wrong ending. Rename it to .xlsx, or save it as CSV.</source>
        <translation>{file} 是副檔名錯誤的活頁簿。請改名為 .xlsx，或另存為 CSV。</translation>
    </message>
    <message>
        <source>Some letters are not {encoding}. Choose another encoding.</source>
        <translation>有些文字不是 {encoding}。請選擇其他編碼。</translation>
    </message>
    <message>
        <source>{file} is larger than {most:.0f} MB. Split it, or open a part of it.</source>
        <translation>{file} 大於 {most:.0f} MB。請分割檔案，或只開啟其中一部分。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}). Close it elsewhere.</source>
        <translation>無法讀取 {file}（{reason}）。請在其他程式中關閉它。</translation>
    </message>
    <message>
        <source>{host} is inside your own network; allow that when you open the table if it is meant.</source>
        <translation>{host} 位於您自己的網路內；如果這正是您要的，請在開啟表格時允許。</translation>
    </message>
    <message>
        <source>Pictures cannot be kept in {folder} ({reason}). Make room, or choose another data folder with --data-dir.</source>
        <translation>圖片無法存放在 {folder}（{reason}）。請騰出空間，或用 --data-dir 選擇其他資料存放處。</translation>
    </message>
    <message>
        <source>the connection broke off after {got} of {all} bytes.</source>
        <translation>連線在收到 {got} / {all} 位元組後中斷。</translation>
    </message>
    <message>
        <source>the server says {code} {words}.</source>
        <translation>伺服器回應 {code} {words}。</translation>
    </message>
    <message>
        <source>no connection ({reason}).</source>
        <translation>無法連線（{reason}）。</translation>
    </message>
    <message>
        <source>it is larger than {size} MB.</source>
        <translation>它大於 {size} MB。</translation>
    </message>
    <message>
        <source>it did not come within {seconds:.0f} seconds.</source>
        <translation>未在 {seconds:.0f} 秒內收到。</translation>
    </message>
    <message>
        <source>{host} cannot be reached, so it was not tried.</source>
        <translation>無法連上 {host}，因此未嘗試。</translation>
    </message>
    <message>
        <source>no answer within {seconds:.0f} seconds.</source>
        <translation>{seconds:.0f} 秒內沒有回應。</translation>
    </message>
    <message>
        <source>a formula without its result. Open the workbook in a spreadsheet program and save it.</source>
        <translation>公式沒有結果。請用試算表程式開啟活頁簿並儲存。</translation>
    </message>
    <message>
        <source>a number of more than 15 digits; a spreadsheet has lost the last ones.</source>
        <translation>超過 15 位的數字；試算表已遺失末幾位。</translation>
    </message>
    <message>
        <source>{file} has no sheet “{sheet}”. It has: {names}.</source>
        <translation>{file} 沒有工作表「{sheet}」。現有：{names}。</translation>
    </message>
    <message>
        <source>{file} has no rows. Its hidden sheets ({names}) were not looked at. Choose the file that lists the products.</source>
        <translation>{file} 沒有任何資料列。未查看隱藏的工作表（{names}）。請選擇列出商品的檔案。</translation>
    </message>
    <message>
        <source>the cell shows the error {value}.</source>
        <translation>儲存格顯示錯誤 {value}。</translation>
    </message>
    <message>
        <source>a date in the workbook ({text}); a spreadsheet may have made it of a code.</source>
        <translation>活頁簿中的日期（{text}）；可能是試算表由代碼轉換而成。</translation>
    </message>
    <message>
        <source>{file} holds {size:.0f} MB, more than the {most:.0f} MB that a workbook may have here. Save the sheet as CSV.</source>
        <translation>{file} 有 {size:.0f} MB，超過這裡活頁簿的上限 {most:.0f} MB。請將工作表另存為 CSV。</translation>
    </message>
    <message>
        <source>{file} is damaged or no XLSX file. Open it in a spreadsheet program and save it again.</source>
        <translation>{file} 已損壞或不是 XLSX 檔。請用試算表程式開啟並重新儲存。</translation>
    </message>
    <message>
        <source>{file}: sheet “{sheet}” was read, not {names}.</source>
        <translation>{file}：讀取了工作表「{sheet}」，未讀取 {names}。</translation>
    </message>
    <message>
        <source>{file}: left out, being hidden: {names}.</source>
        <translation>{file}：因隱藏而略去：{names}。</translation>
    </message>
    <message>
        <source>{file} is protected by a password, or is of Excel 97. Save it as .xlsx without a password.</source>
        <translation>{file} 受密碼保護，或是 Excel 97 的檔案。請另存為沒有密碼的 .xlsx。</translation>
    </message>
    <message>
        <source>Model version {version} of {catalogue} is not there any more. Tune again.</source>
        <translation>{catalogue} 的模型版本 {version} 已不存在。請重新調校。</translation>
    </message>
    <message>
        <source>What was learnt of the catalogue could not be saved: {reason}. Make room on the disk, or check your rights.</source>
        <translation>無法儲存從型錄學到的內容：{reason}。請騰出磁碟空間，或檢查您的權限。</translation>
    </message>
    <message>
        <source>The tuned model could not be saved: {reason}.</source>
        <translation>無法儲存調校後的模型：{reason}。</translation>
    </message>
    <message>
        <source>Model version {version} does not belong to the backbone in use.</source>
        <translation>模型版本 {version} 不屬於使用中的骨幹網路。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁碟已滿</translation>
    </message>
    <message>
        <source>{missing} of {products} pictures cannot be read, so there is too little to tell apart. Put the files back and look for changed files, then tune again.</source>
        <translation>{products} 張圖片中有 {missing} 張無法讀取，因此可以區分的商品太少。請放回檔案，執行「尋找變動的檔案」，再重新調校。</translation>
    </message>
    <message>
        <source>another program holds the database</source>
        <translation>資料庫被其他程式占用</translation>
    </message>
    <message>
        <source>the data folder may not be written</source>
        <translation>沒有寫入資料存放處的權限</translation>
    </message>
    <message>
        <source>The database {path} was written by a newer Stockmatch. Install the newest version; nothing was changed.</source>
        <translation>資料庫 {path} 是由較新的 Stockmatch 寫入的。請安裝最新版本；沒有任何更動。</translation>
    </message>
    <message>
        <source>The database {path} is damaged ({reason}). Put back a copy of its folder from your backup; Stockmatch has not changed it.</source>
        <translation>資料庫 {path} 已損壞（{reason}）。請從備份還原其資料夾；Stockmatch 沒有更動它。</translation>
    </message>
    <message>
        <source>It could not be saved: {reason}. Nothing was lost; make room or try again.</source>
        <translation>無法儲存：{reason}。沒有遺失任何資料；請騰出空間或再試一次。</translation>
    </message>
    <message>
        <source>The database {path} cannot be read: {reason}. Nothing was lost; make room or try again.</source>
        <translation>無法讀取資料庫 {path}：{reason}。沒有遺失任何資料；請騰出空間或再試一次。</translation>
    </message>
    <message>
        <source>{path} is not a Stockmatch database. Choose another data folder.</source>
        <translation>{path} 不是 Stockmatch 的資料庫。請選擇其他資料存放處。</translation>
    </message>
    <message>
        <source>{file}: an export is a .csv or .xlsx file. Choose one of these endings.</source>
        <translation>{file}：匯出檔須為 .csv 或 .xlsx。請選擇其中一種副檔名。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}. Close it elsewhere, or choose another place.</source>
        <translation>無法寫入 {file}：{reason}。請在其他程式中關閉它，或選擇其他位置。</translation>
    </message>
    <message>
        <source>The catalogue&apos;s index cannot be read ({reason}). Index the catalogue again.</source>
        <translation>無法讀取型錄的索引（{reason}）。請重新為型錄建立索引。</translation>
    </message>
    <message>
        <source>The index folder {folder} cannot be used ({reason}).</source>
        <translation>無法使用索引資料夾 {folder}（{reason}）。</translation>
    </message>
    <message>
        <source>The index could not be saved: {reason}. Make room on the disk and index again.</source>
        <translation>無法儲存索引：{reason}。請騰出磁碟空間，再重新建立索引。</translation>
    </message>
    <message>
        <source>it is shorter than it was</source>
        <translation>檔案比原來短</translation>
    </message>
    <message>
        <source>it may not be written</source>
        <translation>無法寫入</translation>
    </message>
    <message>
        <source>There is no catalogue {catalogue_id} in {folder}.</source>
        <translation>{folder} 中沒有型錄 {catalogue_id}。</translation>
    </message>
    <message>
        <source>The data folder {folder} may not be read ({reason}). Choose another one with --data-dir.</source>
        <translation>無法讀取資料存放處 {folder}（{reason}）。請用 --data-dir 選擇其他位置。</translation>
    </message>
    <message>
        <source>{source} is already the folder of the catalogue “{catalogue}”. Open it instead.</source>
        <translation>{source} 已是型錄「{catalogue}」的資料夾。請改為開啟該型錄。</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be written ({reason}). Free space, or choose another one with --data-dir.</source>
        <translation>無法寫入資料存放處 {folder}（{reason}）。請騰出空間，或用 --data-dir 選擇其他位置。</translation>
    </message>
    <message>
        <source>What the columns hold could not be saved: {reason}. Make room on the disk.</source>
        <translation>無法儲存各欄的設定：{reason}。請騰出磁碟空間。</translation>
    </message>
    <message>
        <source>The picture could not be saved: {reason}.</source>
        <translation>無法儲存圖片：{reason}。</translation>
    </message>
    <message>
        <source>The old file is kept as {file}.</source>
        <translation>舊檔案保留為 {file}。</translation>
    </message>
    <message>
        <source>These settings had impossible values and are at their defaults: {bad}.</source>
        <translation>下列設定的值無效，已恢復預設：{bad}。</translation>
    </message>
    <message>
        <source>It could not be set aside ({reason}).</source>
        <translation>無法保留舊檔案（{reason}）。</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read ({reason}); defaults are used.</source>
        <translation>無法讀取 {path} 中的設定（{reason}）；使用預設值。</translation>
    </message>
    <message>
        <source>The settings file was damaged; defaults are used. {kept}</source>
        <translation>設定檔已損壞；使用預設值。{kept}</translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}.</source>
        <translation>無法儲存設定：{reason}。</translation>
    </message>
    <message>
        <source>{file} is no model version that Stockmatch exported, or it is damaged. Nothing was changed.</source>
        <translation>{file} 不是 Stockmatch 匯出的模型版本，或已損壞。沒有任何更動。</translation>
    </message>
    <message>
        <source>{file} was exported by a newer Stockmatch. Install the newest version; nothing was changed.</source>
        <translation>{file} 是由較新的 Stockmatch 匯出的。請安裝最新版本；沒有任何更動。</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}.</source>
        <translation>無法寫入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{path} could be read when the study began, but not now: {reason}</source>
        <translation>研究開始時可以讀取 {path}，現在卻不行：{reason}</translation>
    </message>
    <message>
        <source>step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <source>The memory of {device_name} is too small to train {backbone_id} on {count} pictures. Choose the CPU, or leave this network out.</source>
        <translation>{device_name} 的記憶體不足以用 {count} 張圖片訓練 {backbone_id}。請選擇 CPU，或略去這個網路。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but the check on other confirmed photos did not confirm it ({would_be:.1f} % top-1 error against {was:.1f} %), so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但以其他已確認照片檢驗並未證實（Top-1 錯誤率 {would_be:.1f} %，原為 {was:.1f} %），因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos what was tuned found only {won} of {products} products more clearly by itself and {lost} less so, which may be chance, so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但在其他模擬照片上，單憑所調校的部分，{products} 項商品中只有 {won} 項找得更明確，{lost} 項較不明確，可能只是偶然，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos it was no better than the untuned model, so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但在其他模擬照片上並不優於未調校的模型，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Step {step} finds the right product more clearly on pseudo-photos of a kind that it was not made from, and makes no more mistakes.</source>
        <translation>第 {step} 步在未用於產生它的那類模擬照片上，更明確地找到正確商品，且錯誤沒有增加。</translation>
    </message>
    <message>
        <source>Step {step} makes fewer mistakes on confirmed photos of products that took no part in choosing it.</source>
        <translation>第 {step} 步在未參與選擇的商品的已確認照片上錯誤較少。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos the right product became likelier for {won} of {products} products and less likely for {lost}, which may be chance, so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但在其他模擬照片上，{products} 項商品中有 {won} 項更可能被正確找到，{lost} 項較不可能，可能只是偶然，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but on other pseudo-photos it lost more certainty than it won, so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但在其他模擬照片上，失去的把握多於所得，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Tuning went out of bounds, so the model stays as it was.</source>
        <translation>調校超出界限，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>No step made clearly fewer mistakes than the model already does, so the model stays as it was.</source>
        <translation>沒有任何一步的錯誤明顯少於目前的模型，因此模型維持原樣。</translation>
    </message>
    <message>
        <source>Step {step} looked better, but made more mistakes on other pseudo-photos ({would_be:.1f} % top-{first} error against {was:.1f} %), so the model stays as it was.</source>
        <translation>第 {step} 步看起來較好，但在其他模擬照片上錯誤較多（Top-{first} 錯誤率 {would_be:.1f} %，原為 {was:.1f} %），因此模型維持原樣。</translation>
    </message>
    <message>
        <source>The report was written but cannot be read ({reason}). Start again.</source>
        <translation>報告已寫入但無法讀取（{reason}）。請重新開始。</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}). Choose another folder.</source>
        <translation>無法寫入 {file}（{reason}）。請選擇其他資料夾。</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>1 product</source>
        <translation>1 項商品</translation>
    </message>
    <message>
        <source>%Ln products</source>
        <translation>%Ln 項商品</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 張圖片</translation>
    </message>
    <message>
        <source>%Ln images</source>
        <translation>%Ln 張圖片</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 張照片</translation>
    </message>
    <message>
        <source>%Ln photos</source>
        <translation>%Ln 張照片</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 個檔案</translation>
    </message>
    <message>
        <source>%Ln files</source>
        <translation>%Ln 個檔案</translation>
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
        <translation>{value} 張圖片/秒</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>剩下幾秒鐘</translation>
    </message>
    <message>
        <source>about %Ln seconds left</source>
        <translation>大約還剩 %Ln 秒</translation>
    </message>
    <message>
        <source>about 1 minute left</source>
        <translation>大約還剩 1 分鐘</translation>
    </message>
    <message>
        <source>about %Ln minutes left</source>
        <translation>大約還剩 %Ln 分鐘</translation>
    </message>
    <message>
        <source>about 1 hour left</source>
        <translation>大約還剩 1 小時</translation>
    </message>
    <message>
        <source>about %Ln hours left</source>
        <translation>大約還剩 %Ln 小時</translation>
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
        <translation>{hours} 小時 {minutes} 分</translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation>正在讀取資料夾</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>正在解壓縮</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在載入模型</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下載</translation>
    </message>
    <message>
        <source>Downloading pictures</source>
        <translation>正在下載圖片</translation>
    </message>
    <message>
        <source>Indexing the catalogue</source>
        <translation>正在為型錄建立索引</translation>
    </message>
    <message>
        <source>Finding matches</source>
        <translation>正在尋找相符的商品</translation>
    </message>
    <message>
        <source>Looking at photos</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>Learning which evidence to trust</source>
        <translation>正在學習該信任哪些證據</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>正在調校</translation>
    </message>
    <message>
        <source>Checking the result</source>
        <translation>正在檢驗結果</translation>
    </message>
    <message>
        <source>Studying</source>
        <translation>正在研究</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在儲存</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>1 pseudo-photo</source>
        <translation>1 張模擬照片</translation>
    </message>
    <message>
        <source>%Ln pseudo-photos</source>
        <translation>%Ln 張模擬照片</translation>
    </message>
</context>
<context>
    <name>weights_file</name>
    <message>
        <source>Choose a weights file for {model}</source>
        <translation>選擇 {model} 的權重檔</translation>
    </message>
    <message>
        <source>PyTorch weights (*.safetensors *.pth *.pt *.bin)</source>
        <translation>PyTorch 權重 (*.safetensors *.pth *.pt *.bin)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 與其他 {1} 張</translation>
    </message>
    <message>
        <source>Confirmed as {0}</source>
        <translation>已確認為 {0}</translation>
    </message>
    <message>
        <source>A variant of {0}</source>
        <translation>{0} 的其他規格</translation>
    </message>
    <message>
        <source>Not in catalogue</source>
        <translation>不在型錄中</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已略過</translation>
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
        <translation>恢復為未判定：{0}</translation>
    </message>
    <message>
        <source>{0} are in the queue already, {1} of them decided.</source>
        <translation>{0}已在佇列中，其中 {1} 張已判定。</translation>
    </message>
    <message>
        <source>{0} is in the queue already: {1}.</source>
        <translation>{0} 已在佇列中：{1}。</translation>
    </message>
    <message>
        <source>That is in the queue already, and still to be decided.</source>
        <translation>它已在佇列中，尚待判定。</translation>
    </message>
    <message>
        <source>{0} added. {1}</source>
        <translation>已新增 {0}。{1}</translation>
    </message>
    <message>
        <source>Same picture as {0}: {1}</source>
        <translation>與 {0} 是同一張圖片：{1}</translation>
    </message>
    <message>
        <source>tuned</source>
        <translation>已調校</translation>
    </message>
    <message>
        <source>{model} is not installed. Run this command in a terminal, then start Stockmatch again:
{command}</source>
        <translation>{model} 尚未安裝。請在終端機執行下列指令，然後重新啟動 Stockmatch：
{command}</translation>
    </message>
    <message>
        <source>Licence: {terms}</source>
        <translation>授權：{terms}</translation>
    </message>
</context>
</TS>
