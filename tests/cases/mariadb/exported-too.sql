-- As HeidiSQL writes: tables that stand for views until these are made.
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8 */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;


-- Dumping database structure for crm

-- Dumping structure for table crm.people
DROP TABLE IF EXISTS `people`;
CREATE TABLE IF NOT EXISTS `people` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(50) DEFAULT '',
  `x` double(10,2) DEFAULT 0.00,
  `y` bit(1) DEFAULT b'0',
  PRIMARY KEY (`id`) USING BTREE,
  KEY `name` (`name`) USING HASH
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

-- Dumping data for table crm.people: ~2 rows (approximately)
/*!40000 ALTER TABLE `people` DISABLE KEYS */;
INSERT INTO `people` (`id`, `name`) VALUES
	(1, 'a'),
	(2, 'b');
/*!40000 ALTER TABLE `people` ENABLE KEYS */;

-- Dumping structure for view crm.v
DROP VIEW IF EXISTS `v`;
-- Creating temporary table to overcome VIEW dependency errors
CREATE TABLE `v` (
	`id` INT(11) NOT NULL,
	`name` VARCHAR(1) NULL COLLATE 'utf8mb4_general_ci'
) ENGINE=MyISAM;

-- Dumping structure for procedure crm.p
DROP PROCEDURE IF EXISTS `p`;
DELIMITER //
CREATE PROCEDURE `p`(IN `a` INT)
    COMMENT 'say'
BEGIN
	DECLARE done INT DEFAULT 0;
	DECLARE c CURSOR FOR SELECT id FROM people;
	DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1;
	OPEN c;
	l: LOOP
		FETCH c INTO a;
		IF done THEN LEAVE l; END IF;
	END LOOP;
	CLOSE c;
END//
DELIMITER ;

-- Dumping structure for event crm.e
DELIMITER //
CREATE EVENT `e` ON SCHEDULE EVERY 1 HOUR STARTS '2024-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO DELETE FROM people//
DELIMITER ;

-- Dumping structure for trigger crm.tr
SET @OLDTMP_SQL_MODE=@@SQL_MODE, SQL_MODE='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
DELIMITER //
CREATE TRIGGER `tr` BEFORE UPDATE ON `people` FOR EACH ROW BEGIN
	SET NEW.name = UPPER(NEW.name);
END//
DELIMITER ;
SET SQL_MODE=@OLDTMP_SQL_MODE;

-- Removing temporary table and create final VIEW structure
DROP TABLE IF EXISTS `v`;
CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select `people`.`id` AS `id`,`people`.`name` AS `name` from `people`
;

/*!40103 SET TIME_ZONE=IFNULL(@OLD_TIME_ZONE, 'system') */;
/*!40101 SET SQL_MODE=IFNULL(@OLD_SQL_MODE, '') */;
/*!40014 SET FOREIGN_KEY_CHECKS=IFNULL(@OLD_FOREIGN_KEY_CHECKS, 1) */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40111 SET SQL_NOTES=IFNULL(@OLD_SQL_NOTES, 1) */;

CREATE TABLE `versioned` (
  `id` int(11) NOT NULL,
  `code` varchar(10) DEFAULT NULL,
  `row_start` timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE,
  `row_end` timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE,
  PRIMARY KEY (`id`),
  UNIQUE KEY `code` (`code`),
  KEY `plain` (`code`),
  PERIOD FOR SYSTEM_TIME (`row_start`, `row_end`)
) ENGINE=InnoDB WITH SYSTEM VERSIONING;
