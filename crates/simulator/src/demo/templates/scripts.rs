//! Templates in scripts of their own.

use serde_json::json;

use super::build::{Sample, call, code, link, marketing, quick, utility};

pub(super) fn bulgarian() -> Vec<Sample> {
    vec![
        utility("poruchka_gotova", "bg")
            .body("Здравейте, {{1}}! Поръчката ви {{2}} е готова и ви чака в пекарната до 19 часа.", &["Мария", "204"])
            .buttons(vec![quick("Идвам"), quick("Утре")]),
        marketing("nov_hlyab", "bg")
            .picture(31)
            .body(
                "Здравейте, {{1}}! От днес печем хляб с лимец. Първите двадесет клиенти опитват безплатно.",
                &["Мария"],
            )
            .pending(),
        marketing("razprodazhba", "bg")
            .body("Limited offer for {{1}} only this week, in all our bakeries in the city.", &["you"])
            .rejected("TAG_CONTENT_MISMATCH"),
    ]
}

pub(super) fn arabic() -> Vec<Sample> {
    vec![
        utility("reservation_confirmed", "ar")
            .header("تم تأكيد الحجز")
            .body("مرحبًا {{1}}، تم تأكيد حجزكم لـ {{2}} أشخاص يوم {{3}} في مطعم النخيل.", &["أحمد", "4", "الخميس"])
            .footer("مطاعم النخيل")
            .buttons(vec![quick("تأكيد"), quick("إلغاء الحجز")]),
        utility("reservation_confirmed", "en_AE")
            .header("Booking confirmed")
            .body("Dear {{1}}, your table for {{2}} on {{3}} at Al Nakheel is confirmed.", &["Ahmed", "4", "Thursday"])
            .buttons(vec![quick("Confirm"), quick("Cancel")]),
        utility("reservation_confirmed", "he")
            .body("שלום {{1}}, השולחן שלכם ל-{{2}} סועדים ביום {{3}} במסעדת אל-נח'יל מאושר.", &["אחמד", "4", "חמישי"])
            .quality("UNKNOWN"),
        utility("reservation_confirmed", "hi")
            .body("नमस्ते {{1}}, अल नखील में {{3}} को {{2}} लोगों के लिए आपकी मेज़ पक्की है।", &["अहमद", "4", "गुरुवार"]),
        marketing("ramadan_iftar", "ar")
            .picture(32)
            .body("أهلًا {{1}}، قائمة الإفطار الرمضانية متاحة الآن في جميع فروعنا ابتداءً من {{2}} درهمًا.", &["أحمد", "95"])
            .buttons(vec![link("عرض القائمة", "https://nakheel.example/iftar"), call("اتصل بنا", "+97145550142")])
            .quality("YELLOW"),
        marketing("weekend_offer", "ar")
            .body("خصم خاص لكم في نهاية هذا الأسبوع يا {{1}} عند الطلب قبل يوم {{2}} من موقعنا.", &["أحمد", "السبت"])
            .quality("RED")
            .status("PAUSED"),
    ]
}

pub(super) fn hindi() -> Vec<Sample> {
    vec![
        utility("appointment_tomorrow", "hi")
            .header("कल की मुलाक़ात")
            .body("नमस्ते {{1}}, डॉ. {{2}} के साथ आपकी मुलाक़ात कल सुबह {{3}} बजे है।", &["प्रिया", "शर्मा", "10"])
            .buttons(vec![quick("पक्का"), quick("समय बदलें")]),
        utility("appointment_tomorrow", "en_IN")
            .header("Your appointment")
            .body(
                "Hello {{1}}, your appointment with Dr. {{2}} is tomorrow at {{3}} in the morning.",
                &["Priya", "Sharma", "10"],
            )
            .buttons(vec![quick("Confirm"), quick("Change the time")]),
        utility("report_ready", "hi")
            .document(33)
            .body("नमस्ते {{1}} {{2}}, आपकी जाँच की रिपोर्ट तैयार है और इस संदेश के साथ भेजी गई है।", &["प्रिया", "वर्मा"])
            .rejected("INVALID_FORMAT"),
        code("patient_code", "hi", json!({ "type": "OTP", "otp_type": "COPY_CODE", "text": "कोड कॉपी करें" })),
    ]
}

pub(super) fn thai() -> Vec<Sample> {
    vec![
        utility("order_on_the_way", "th")
            .body("สวัสดีคุณ {{1}} กาแฟที่คุณสั่งออกจากโรงคั่วแล้ว จะถึงภายใน {{2}} วัน ขอบคุณที่อุดหนุนค่ะ", &["สมชาย", "2"])
            .buttons(vec![quick("ขอบคุณ"), quick("ติดต่อร้าน")]),
        marketing("new_roast", "th")
            .picture(34)
            .body("คุณ {{1}} ลองกาแฟคั่วใหม่จากดอยหลวงหรือยัง แวะชิมฟรีที่ร้านได้ถึงวันอาทิตย์นี้", &["สมชาย"])
            .quality("RED")
            .status("DISABLED"),
    ]
}

pub(super) fn chinese() -> Vec<Sample> {
    vec![
        utility("order_confirmation", "zh_HK")
            .header("訂單確認")
            .body("尊敬的{{1}}，您好，您的訂單{{2}}已確認，茶葉將於三個工作天內送達。", &["陳小姐", "T-88"])
            .footer("春風茶館")
            .buttons(vec![quick("查詢進度")]),
        utility("order_confirmation", "en").body(
            "Dear {{1}}, your order {{2}} is confirmed. Your tea arrives within three working days.",
            &["Ms Chan", "T-88"],
        ),
        marketing("mid_autumn", "zh_HK")
            .picture(35)
            .body("尊敬的{{1}}，您好，中秋茶禮盒現已開售，首一百位顧客可獲贈手繪茶杯一隻。", &["陳小姐"])
            .buttons(vec![link("選購禮盒", "https://chunfeng.example/gift")])
            .pending(),
    ]
}

pub(super) fn japanese() -> Vec<Sample> {
    vec![
        utility("book_ready", "ja")
            .header("入荷のお知らせ")
            .body(
                "こんにちは、{{1}}様。ご注文の『{{2}}』が入荷しました。店頭にてお取り置きしております。",
                &["佐藤", "銀河鉄道の夜"],
            )
            .footer("さくら書店")
            .buttons(vec![quick("今日行きます"), quick("取り消す")]),
        marketing("spring_fair", "ja")
            .picture(36)
            .body(
                "こんにちは、{{1}}様。春の古書市を今週末に開催します。千点以上の古書をご用意してお待ちしております。",
                &["佐藤"],
            )
            .quality("UNKNOWN"),
        marketing("reading_club", "ja")
            .body(
                "こんにちは、{{1}}様。来月の読書会の課題図書は『{{2}}』です。ご参加をお待ちしております。",
                &["佐藤", "こころ"],
            )
            .status("ARCHIVED"),
    ]
}

pub(super) fn korean() -> Vec<Sample> {
    vec![
        utility("booking_confirmed", "ko")
            .body(
                "안녕하세요, {{1}}님. {{2}} 여행 예약이 확정되었습니다. 출발 전날 다시 안내해 드리겠습니다.",
                &["김민수", "제주"],
            )
            .buttons(vec![quick("확인"), quick("문의하기")]),
        marketing("autumn_trips", "ko")
            .picture(37)
            .body(
                "안녕하세요, {{1}}님. 단풍 여행 상품이 새로 나왔습니다. 이번 주에 예약하시면 선물을 드립니다.",
                &["김민수"],
            )
            .rejected("TAG_CONTENT_MISMATCH"),
    ]
}

pub(super) fn greek() -> Vec<Sample> {
    vec![
        utility("paraggelia_etoimi", "el")
            .body(
                "Γεια σας {{1}}, η τούρτα σας είναι έτοιμη και σας περιμένει μέχρι τις {{2}} το βράδυ.",
                &["Ελένη", "9"],
            )
            .buttons(vec![quick("Έρχομαι"), quick("Αύριο")]),
        marketing("glyka_giortis", "el")
            .body("Χρόνια πολλά {{1}}! Για τη γιορτή σας το πρώτο γλυκό είναι δικό μας στο κατάστημα.", &["Ελένη"])
            .quality("YELLOW"),
    ]
}

pub(super) fn hebrew() -> Vec<Sample> {
    vec![
        utility("order_ready", "he")
            .header("ההזמנה מוכנה")
            .body("שלום {{1}}, ההזמנה שלך מספר {{2}} מוכנה לאיסוף במאפייה עד השעה שבע בערב.", &["נועה", "318"])
            .footer("מאפיית הגליל")
            .buttons(vec![quick("אני בדרך"), quick("מחר בבוקר")]),
        utility("order_ready", "ar")
            .body("مرحبًا {{1}}، طلبكم رقم {{2}} جاهز للاستلام من المخبز حتى السابعة مساءً.", &["نوعا", "318"]),
        marketing("shabbat_challah", "he")
            .picture(38)
            .body("שלום {{1}}, חלות לשבת אפשר להזמין עד יום {{2}} בצהריים. שתי חלות ורוגלך במתנה.", &["נועה", "חמישי"])
            .pending(),
    ]
}
